package io.xlive.flv;

import io.xlive.mediakit.flv.AudioTag;
import io.xlive.mediakit.flv.FlvCapabilities;
import io.xlive.mediakit.flv.FlvMessage;
import io.xlive.mediakit.flv.FlvPacketizer;
import io.xlive.mediakit.flv.FlvSequence;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.mediakit.flv.FlvWriter;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one stream, encoded once for all players, from the last key frame on. Written by the
 * stream's thread; players read the slabs, and {@link #ended}.
 */
final class FlvLog {
  /**
   * New codecs as Enhanced RTMP v2 has them, first tracks only. Neither {@code colorInfo} nor
   * layouts of channels: players that do not know the packet type stop at it (mpegts.js 1.8), and
   * decoders go by the bit stream anyway.
   */
  private static final FlvCapabilities ENHANCED =
      new FlvCapabilities(Set.of("*"), Set.of("*"), false, false, false, false, false);

  /** Without pictures a player may begin anywhere; so much sound goes first. */
  private static final long SOUND_MILLIS = 1_000;

  /** A stream that has sent one kind of track for so long has no other. */
  private static final long ALONE_MILLIS = 500;

  private static final int EX_VIDEO = 0x80;

  private final FlvConfig config;
  private final FlvSequence sequence;
  private final FlvClock clock = new FlvClock();
  private @Nullable FlvSlab slab;
  private @Nullable FlvEntry entry;
  private boolean fresh = true;
  private boolean audio;
  private boolean legacy = true;
  private volatile FlvEnd reason = FlvEnd.FINISHED;
  private volatile boolean ended;
  private volatile long held;

  FlvLog(FlvConfig config, Codecs codecs) {
    this.config = config;
    this.sequence = new FlvSequence(new FlvPacketizer(codecs, ENHANCED));
  }

  /** Another publication goes on with the stream. */
  void resume() {
    fresh = true;
    entry = null;
  }

  /** Nothing follows. */
  void end(FlvEnd why) {
    reason = why;
    ended = true;
  }

  /** Any thread: whether nothing follows what is there. */
  boolean ended() {
    return ended;
  }

  /** Any thread: why nothing follows. */
  FlvEnd reason() {
    return reason;
  }

  /** Any thread: bytes that joining players would get. */
  long held() {
    return held;
  }

  /** Whether legacy FLV can carry all there was. */
  boolean legacy() {
    return legacy;
  }

  /** Where a player begins; empty before the first key frame and in too long a group. */
  Optional<FlvEntry> entry() {
    return Optional.ofNullable(entry);
  }

  /** Where a player begins that joins now; waits until it is known what the stream carries. */
  Optional<FlvEntry> beginning() {
    boolean known = (audio && sequence.hasVideo()) || clock.newest() >= ALONE_MILLIS;
    return known || ended ? entry() : Optional.empty();
  }

  /** The file header. */
  Bytes fileHeader() {
    BytesBuilder out = new BytesBuilder(13);
    FlvWriter.header(audio, sequence.hasVideo(), out);
    return out.build();
  }

  /** The position behind the newest tag. */
  long position() {
    FlvSlab last = slab;
    return last == null ? 0 : last.position(last.count());
  }

  /** The number of the tag that comes next. */
  long tags() {
    FlvSlab last = slab;
    return last == null ? 0 : last.tag(last.count());
  }

  /**
   * Encodes a frame.
   *
   * @param now for the age of what waits
   */
  void append(MediaFrame frame, long now) {
    sequence.add(frame, item -> append(item, now));
  }

  private static boolean enhanced(FlvMessage message) {
    int first = message.head().isEmpty() ? 0 : message.head().u8(0);
    return message.type() == FlvTag.VIDEO
        ? (first & EX_VIDEO) != 0
        : message.type() == FlvTag.AUDIO && first >> 4 == AudioTag.EX_HEADER;
  }

  private void append(FlvSequence.Item item, long now) {
    MediaFrame frame = item.frame();
    boolean media = frame.video() || frame.format().kind() == TrackKind.AUDIO;
    FlvMessage message = item.message();
    if (fresh) {
      if (!media) {
        // State of before the first frame goes out with the headers, at that frame's time.
        return;
      }
      clock.resume(frame, message.timestamp());
      fresh = false;
    }
    legacy &= !enhanced(message);
    audio |= frame.format().kind() == TrackKind.AUDIO;
    long millis = clock.at(frame, message.timestamp());
    FlvSlab last = slab;
    FlvSlab holder =
        (last == null ? FlvSlab.first(FlvWriter.tagLength(message)) : last)
            .append(message, millis, now);
    slab = holder;
    if (!item.header() && enters(frame, millis)) {
      enter(holder, millis);
    }
    bound(millis);
  }

  private boolean enters(MediaFrame frame, long millis) {
    if (frame.video()) {
      return frame.key();
    }
    FlvEntry last = entry;
    return !sequence.hasVideo()
        && frame.format().kind() == TrackKind.AUDIO
        && (last == null || millis - last.millis() >= SOUND_MILLIS);
  }

  private void enter(FlvSlab holder, long millis) {
    BytesBuilder headers = new BytesBuilder();
    for (FlvMessage message : sequence.headers((int) millis)) {
      FlvWriter.tag(message.type(), millis, message.head(), message.body(), headers);
    }
    entry = new FlvEntry(holder, holder.count() - 1, headers.build(), sequence.version(), millis);
  }

  private void bound(long millis) {
    FlvEntry first = entry;
    if (first == null) {
      held = 0;
      return;
    }
    held = position() - first.position();
    if (held > config.gopBytes().bytes() || millis - first.millis() > config.gopTime().toMillis()) {
      entry = null;
      held = 0;
    }
  }
}
