package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeCodecs;
import io.xlive.testkit.PlaylistConformance;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CaptionsTest {
  private static final CaptionChannels FIRST = CaptionChannels.NONE.withLine(1);

  private final HlsConfig config = ConfigDefaults.of(HlsConfig.class);
  private final Bench bench = new Bench(config);
  private CaptionChannels captions = CaptionChannels.NONE;

  @Test
  void everyVariantNamesTheChannelsThatWereSeen() {
    Bench seen = captioned(FIRST.withLine(3).withService(1), Media.START, 4100);
    for (String playlist : List.of(seen.multivariant(), ts(seen))) {
      assertThat(playlist)
          .contains(
              "#EXT-X-VERSION:7\n",
              """
              #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC1",INSTREAM-ID="CC1"
              #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC3",INSTREAM-ID="CC3"
              #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="SERVICE1",INSTREAM-ID="SERVICE1"
              """);
      assertThat(playlist.lines().filter(line -> line.startsWith("#EXT-X-STREAM-INF")))
          .allMatch(line -> line.contains(",CLOSED-CAPTIONS=\"cc\""));
      assertThat(PlaylistConformance.check(playlist)).isEmpty();
    }
    assertThat(dash(seen))
        .contains(
            """
                  <Accessibility schemeIdUri="urn:scte:dash:cc:cea-608:2015" value="CC1=und;CC3=und"/>
                  <Accessibility schemeIdUri="urn:scte:dash:cc:cea-708:2015" value="1=lang:und"/>
                  <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
                  <Representation id="video"
            """
                .stripTrailing());
  }

  @Test
  void channelsOfTheOldStandardNeedNoNewerVersion() {
    Bench seen = captioned(FIRST, Media.START, 4100);
    assertThat(seen.multivariant()).contains("#EXT-X-VERSION:6\n").contains("INSTREAM-ID=\"CC1\"");
    assertThat(ts(seen)).contains("#EXT-X-VERSION:3\n").contains("INSTREAM-ID=\"CC1\"");
  }

  /** They may begin at any time, and a player that was told NONE would not look for them. */
  @Test
  void withoutCaptionsNothingIsSaid() {
    bench.push(Media.av(Media.START, Media.START + 4100, 2000));
    assertThat(bench.multivariant()).doesNotContain("CLOSED-CAPTIONS");
    assertThat(ts(bench)).doesNotContain("CLOSED-CAPTIONS");
    assertThat(dash(bench)).doesNotContain("Accessibility");
  }

  @Test
  void captionsThatPauseAreAnnouncedOnAndThoseOfTheNextPublisherAnew() {
    captioned(FIRST, Media.START, 2000);
    // The rest of the publication has none for longer than the window.
    captions = CaptionChannels.NONE;
    bench.push(Media.av(Media.START + 2000, Media.START + 40_000, 2000));
    assertThat(bench.multivariant()).contains("INSTREAM-ID=\"CC1\"");
    bench.packager.end();
    bench.packager = new StreamPackager(2, config, codecs(), bench.window);
    bench.push(Media.av(0, 20_000, 2000));
    assertThat(bench.multivariant()).doesNotContain("CLOSED-CAPTIONS");
  }

  private Bench captioned(CaptionChannels channels, long from, long millis) {
    captions = channels;
    bench.packager = new StreamPackager(1, config, codecs(), bench.window);
    List<MediaFrame> frames = Media.av(from, from + millis, 2000);
    return bench.push(frames);
  }

  private FakeCodecs codecs() {
    Codec video = Media.CODECS.byId(new CodecId("h264")).orElseThrow();
    Codec audio = Media.CODECS.byId(new CodecId("aac")).orElseThrow();
    return new FakeCodecs(new Captioned(video, () -> captions), audio);
  }

  private static String ts(Bench bench) {
    return Bench.text(bench.window.snapshot().tsMultivariant("").orElseThrow());
  }

  private static String dash(Bench bench) {
    return Bench.text(bench.window.snapshot().dash("").orElseThrow());
  }

  /** A codec that finds what a test wants it to. */
  private record Captioned(Codec codec, Supplier<CaptionChannels> inside) implements Codec {
    @Override
    public CaptionChannels captions(TrackFormat format, Bytes sample, CaptionChannels seen) {
      return seen.and(inside.get());
    }

    @Override
    public CodecId id() {
      return codec.id();
    }

    @Override
    public TrackKind kind() {
      return codec.kind();
    }

    @Override
    public FlvMapping flv() {
      return codec.flv();
    }

    @Override
    public Optional<TsForm> ts() {
      return codec.ts();
    }

    @Override
    public FormatDetails describe(Bytes config) {
      return codec.describe(config);
    }

    @Override
    public Inspection inspect(TrackFormat format, Bytes sample) {
      return codec.inspect(format, sample);
    }

    @Override
    public Bytes sampleEntry(TrackFormat format) {
      return codec.sampleEntry(format);
    }
  }
}
