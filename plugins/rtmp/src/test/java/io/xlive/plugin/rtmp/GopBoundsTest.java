package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.Frames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept for players that join: up to each bound, and nothing of a group that is above. */
class GopBoundsTest {
  private static final int BOUND_BYTES = 64 << 10;
  private static final RtmpPlayConfig CONFIG =
      ConfigDefaults.of(RtmpPlayConfig.class, Map.of("gop-bytes", "64KiB", "gop-time", "1s"));
  private final RecentFrames recent = new RecentFrames(CONFIG, true);
  private final EncodedGop encoded = new EncodedGop(CONFIG, true);

  @ParameterizedTest
  @CsvSource({"65435, true", "65436, true", "65437, false"})
  void bytes(int second, boolean kept) {
    add(true, 0, BOUND_BYTES - 65_436);
    add(false, 40, second);
    keepsTwo(kept);
  }

  @ParameterizedTest
  @CsvSource({"999, true", "1000, true", "1001, false"})
  void time(long second, boolean kept) {
    add(true, 0, 100);
    add(false, second, 100);
    keepsTwo(kept);
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void timeAcrossTheWrapOfTimestamps(long distance, boolean kept) {
    long first = (1L << 32) - 500;
    add(true, first, 100);
    add(false, first + distance, 100);
    keepsTwo(kept);
  }

  @Test
  void aGroupThatWasGivenUpStaysSoUntilTheNextKeyFrame() {
    add(true, 0, 100);
    add(false, 1_001, 100);
    add(false, 1_002, 100);
    keeps(0);
    add(true, 1_003, 100);
    add(false, 1_004, 100);
    keeps(2);
    assertThat(encoded.bytes()).isEqualTo(200);
  }

  @Test
  void withoutTheCacheOnlyStateIsKept() {
    RecentFrames state = new RecentFrames(CONFIG, false);
    TrackFormat data =
        new TrackFormat(
            TrackId.of(TrackKind.DATA, 0),
            TrackKind.DATA,
            new CodecId("amf0"),
            1000,
            Bytes.EMPTY,
            new FormatDetails.Metadata("", "onMetaData"));
    MediaFrame metadata = new MediaFrame(data, 0, 0, 0, FrameFlags.KEY, Bytes.EMPTY);
    state.add(List.of(metadata, Frames.key(Frames.VIDEO, 0), Frames.delta(Frames.VIDEO, 40)));
    assertThat(state.all()).containsExactly(metadata);
  }

  private void keepsTwo(boolean kept) {
    keeps(kept ? 2 : 0);
  }

  private void keeps(int frames) {
    assertThat(recent.all()).hasSize(frames);
    assertThat(encoded.entries()).hasSize(frames);
  }

  private void add(boolean key, long dts, int size) {
    MediaFrame frame =
        Frames.frame(Frames.VIDEO, dts, 0, key ? FrameFlags.KEY : FrameFlags.NONE, size);
    recent.add(List.of(frame));
    ByteBuf bytes = Unpooled.wrappedBuffer(new byte[size]);
    encoded.add(
        new Batch(
            bytes,
            List.of(new EncodedFrame(true, false, key, false, false, (int) dts, 0, size)),
            0,
            0));
    bytes.release();
  }
}
