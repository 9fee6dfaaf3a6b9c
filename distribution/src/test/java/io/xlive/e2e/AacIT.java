package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.Channels;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.xlive.spi.media.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AAC with more than two channels, and with the rate that spectral band replication doubles. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class AacIT {
  /**
   * What encoders send. The encoder at hand makes the core of HE-AAC only; the configuration that
   * goes before it is written here (ISO/IEC 14496-3, 1.6.2.1), and decoders double the rate by it.
   */
  enum Sound {
    SURROUND_5_1("5.1", 6, 48_000, "", new Heard("mp4a.40.2", 48_000, 6)),
    SURROUND_7_1("7.1", 8, 48_000, "", new Heard("mp4a.40.2", 48_000, 8)),
    /** A layout without a number: a program configuration element lists the channels. */
    PROGRAM_5_1("5.1(side)", 6, 48_000, "", new Heard("mp4a.40.2", 48_000, 6)),
    HE_EXPLICIT("stereo", 2, 24_000, "2b118800", new Heard("mp4a.40.5", 48_000, 2)),
    HE_COMPATIBLE("stereo", 2, 24_000, "131056e598", new Heard("mp4a.40.5", 48_000, 2)),
    HE_44100("stereo", 2, 22_050, "2b920800", new Heard("mp4a.40.5", 44_100, 2)),
    HE_V2("mono", 1, 24_000, "eb098800", new Heard("mp4a.40.29", 48_000, 2));

    private final String layout;
    private final int channels;
    private final int rate;
    private final String config;
    private final Heard heard;

    Sound(String layout, int channels, int rate, String config, Heard heard) {
      this.layout = layout;
      this.channels = channels;
      this.rate = rate;
      this.config = config;
      this.heard = heard;
    }

    /** A tone of its own in each channel, and pictures. */
    private Path clip(Stage stage) {
      String tones =
          IntStream.rangeClosed(1, channels)
              .mapToObj(i -> "0.3*sin(2*PI*t*" + 220 * i + ")")
              .collect(Collectors.joining("|"));
      Path coded =
          stage
              .media()
              .clip(
                  "sound-" + name(),
                  List.of(
                      "-f",
                      "lavfi",
                      "-i",
                      "testsrc2=size=320x180:rate=25:duration=6",
                      "-f",
                      "lavfi",
                      "-i",
                      "aevalsrc='" + tones + "':c=" + layout + ":s=" + rate + ":d=6",
                      "-c:v",
                      "libopenh264",
                      "-g",
                      "25",
                      "-b:v",
                      "300k",
                      "-c:a",
                      "aac",
                      "-b:a",
                      channels * 64 + "k"));
      return config.isEmpty()
          ? coded
          : FlvClip.read(coded)
              .audioConfig(Bytes.ofHex(config))
              .write(stage.folder().resolve("sound-" + name() + ".flv"));
    }
  }

  /** What a player makes of it. */
  record Heard(String codec, int rate, int channels) {}

  @ParameterizedTest
  @EnumSource(Sound.class)
  void isHeardAsItWasSent(Sound sound, Stage stage) {
    Path clip = sound.clip(stage);
    String stream = "aac/" + sound.name().toLowerCase(Locale.ROOT);
    HlsPlayer fragmented = stage.player(stream);
    HlsPlayer transport = stage.tsPlayer(stream);
    stage.play(clip, stream, fragmented, transport);
    boolean program = sound == Sound.PROGRAM_5_1;
    Fidelity fidelity = new Fidelity(stage, clip, stream);
    fidelity.fragmented(fragmented, true, true);
    fidelity.transport(transport, true, Optional.of("aac_adtstoasc"), !program);
    Path played = written(stage, sound, fragmented.track("a"));
    samples(stage, played, clip);
    if (program) {
      // Each frame has the element before it, which the filter takes from the first one only.
      samples(stage, written(stage, sound, transport.track("v")), clip);
    }
    told(stage, sound, fragmented.playlist(), played);
  }

  private static Path written(Stage stage, Sound sound, HlsTrack track) {
    return track.write(stage.folder(), "heard-" + sound.name()).getFirst();
  }

  private static void samples(Stage stage, Path played, Path pushed) {
    assertThat(FrameHash.hashes(stage.ffmpeg(), played, "a:0", FrameHash.Of.DECODED))
        .as("decoded samples")
        .isEqualTo(FrameHash.hashes(stage.ffmpeg(), pushed, "a:0", FrameHash.Of.DECODED));
  }

  /** The playlist and the section say what a player will hear. */
  private static void told(Stage stage, Sound sound, MasterPlaylist playlist, Path played) {
    assertThat(playlist.variants().getFirst().codecs()).contains(sound.heard.codec());
    assertThat(playlist.alternativeRenditions())
        .extracting(AlternativeRendition::channels)
        .containsExactly(Optional.of(Channels.of(sound.heard.channels())));
    assertThat(
            stage
                .ffmpeg()
                .probe(
                    "-show_entries",
                    "stream=sample_rate,channels,time_base",
                    "-of",
                    "csv=p=0",
                    played.toString()))
        .as("rate, channels and timescale of the media sections")
        .isEqualToIgnoringWhitespace(
            sound.heard.rate() + "," + sound.heard.channels() + ",1/" + sound.heard.rate());
  }
}
