package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.xlive.mediakit.flv.FlvMessage;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.output.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event loop: one play. What the socket does not take is bounded in time and bytes; over the bound
 * it loses frames up to the next key frame, and when that does not help it is closed.
 */
final class Player {
  private static final Logger LOG = LoggerFactory.getLogger(Player.class);
  private static final long NEVER = Long.MIN_VALUE;

  private final RtmpConnection connection;
  private final int streamId;
  private final Subscription right;
  private final RtmpPlayConfig limits;
  private final Consumer<EndReason> onEnd;
  private final SendQueue queue = new SendQueue();
  private @Nullable StreamFan fan;
  private boolean paused;
  private boolean audio = true;
  private boolean video = true;

  /** Video waits for a key frame. */
  private boolean needKey = true;

  private int headersVersion = -1;
  private long overSince = NEVER;
  private long dropped;
  private long unsentBytes;
  private long sentBytes;

  /** Whether no handler wants to see what is written, so that there is no need to ask them. */
  private final boolean direct;

  private final @Nullable SocketWriter socket;

  Player(RtmpConnection connection, int streamId, Subscription right, Consumer<EndReason> onEnd) {
    this.onEnd = onEnd;
    this.connection = connection;
    this.streamId = streamId;
    this.right = right;
    this.direct = connection.direct();
    this.socket = direct ? SocketWriter.of(connection.channel).orElse(null) : null;
    this.limits = connection.environment.config().play();
  }

  /** What it can take. */
  PlayerCapabilities capabilities() {
    return connection.requireRequest().capabilities();
  }

  /** Makes it a viewer of the stream; brings no frames by itself. */
  Subscription right() {
    return right;
  }

  int streamId() {
    return streamId;
  }

  RtmpConnection connection() {
    return connection;
  }

  /** Frames that it did not get because it was too slow. */
  long dropped() {
    return dropped;
  }

  void joined(StreamFan joined) {
    fan = joined;
  }

  /** Leaves the fan-out. */
  void close() {
    StreamFan joined = fan;
    if (joined != null) {
      fan = null;
      joined.leave(this);
    }
    right.sent(sentBytes);
    right.close();
    LOG.info(
        "{} ended playing {}, {} frames dropped",
        connection.peer().connection(),
        right.path(),
        dropped);
  }

  /** The publication ended; the connection may go on. */
  void ended(EndReason reason) {
    fan = null;
    onEnd.accept(reason);
  }

  void pause(boolean pausing) {
    paused = pausing;
    needKey = true;
  }

  void audio(boolean wanted) {
    audio = wanted;
  }

  void video(boolean wanted) {
    video = wanted;
    needKey = true;
  }

  /** Frames before now were lost for everybody: video waits for a key frame. */
  void gap() {
    needKey = true;
  }

  /** Begins with the cached group of pictures when there is one that fits. */
  void begin(BatchWriter writer, EncodedGop gop) {
    List<EncodedGop.Entry> entries = gop.entries();
    if (entries.isEmpty() || gop.bytes() > limits.queueBytes().bytes()) {
      return;
    }
    headers(writer, entries.getFirst().frame().timestamp());
    needKey = false;
    for (EncodedGop.Entry entry : entries) {
      if (wanted(entry.frame())) {
        write(entry.bytes().retainedSlice());
      }
    }
    flush();
  }

  /** New frames. */
  void offer(Batch batch, BatchWriter writer) {
    if (straight(batch, writer) || paused || connection.closing()) {
      return;
    }
    long pending = connection.pending();
    if (!fits(batch, pending)) {
      return;
    }
    boolean pressed = pending > limits.queueBytes().bytes() / 2;
    if (!pressed && plain(batch, writer)) {
      write(batch.all());
      headersVersion = batch.endVersion();
    } else {
      oneByOne(batch, writer, pressed);
    }
  }

  /** Whether it gets a batch as it is. */
  private boolean plain(Batch batch, BatchWriter writer) {
    return streamId == 1
        && audio
        && video
        && headersVersion == batch.startVersion()
        && !blocked(writer);
  }

  /** The common case by the shortest way: nothing waits, and the socket takes all. */
  private boolean straight(Batch batch, BatchWriter writer) {
    SocketWriter out = socket;
    if (out == null || paused || !plain(batch, writer) || connection.ending() || !out.ready()) {
      return false;
    }
    int taken = out.write(batch.bytes());
    headersVersion = batch.endVersion();
    overSince = NEVER;
    sentBytes += taken;
    connection.environment.meters().bytesOut.add(taken);
    if (taken < batch.length()) {
      queue.flushed(0, 0);
      enqueue(batch.rest(taken));
    }
    return true;
  }

  private void oneByOne(Batch batch, BatchWriter writer, boolean pressed) {
    if (headersVersion != batch.startVersion()) {
      headersVersion = -1;
    }
    for (EncodedFrame frame : batch.frames()) {
      if (pressed && frame.disposable()) {
        // The first to go: nothing else is lost with it.
        lost(1);
      } else if (wanted(frame) && started(writer, frame, batch.endVersion())) {
        write(batch.one(frame));
      }
    }
    if (headersVersion >= 0 && !blocked(writer)) {
      headersVersion = batch.endVersion();
    }
  }

  /** Whether nothing can be shown before a key frame. */
  private boolean blocked(BatchWriter writer) {
    return needKey && video && writer.hasVideo();
  }

  private boolean fits(Batch batch, long pending) {
    if (pending == 0) {
      overSince = NEVER;
      return true;
    }
    long now = connection.environment.nanos().getAsLong();
    long most = limits.queueBytes().bytes();
    boolean over =
        pending + batch.length() > most || queue.age(pending, now) > limits.queueTime().toNanos();
    if (!over) {
      if (pending < most / 2) {
        overSince = NEVER;
      }
      return true;
    }
    drop(batch, now);
    return false;
  }

  private void drop(Batch batch, long now) {
    needKey = true;
    if (overSince == NEVER) {
      overSince = now;
      StreamFan joined = fan;
      if (joined != null) {
        joined.slow(this);
      }
    }
    lost(batch.frames().size());
    check(now);
  }

  private void lost(int frames) {
    dropped += frames;
    connection.environment.meters().framesDropped.add(frames);
  }

  /**
   * Closes a player that has been over its bound for too long.
   *
   * @return whether it is over its bound still
   */
  boolean check(long now) {
    if (overSince == NEVER || connection.closing()) {
      return false;
    }
    if (connection.pending() == 0) {
      overSince = NEVER;
    } else if (now - overSince > limits.closeAfter().toNanos()) {
      connection.fail(
          new XliveException(
              RtmpError.TOO_SLOW,
              "the player of "
                  + right.path()
                  + " does not keep up (rtmp.play.queue-time, rtmp.play.queue-bytes,"
                  + " rtmp.play.close-after)"));
    }
    return overSince != NEVER;
  }

  /** Whether the track is for this player at all. */
  private boolean wanted(EncodedFrame frame) {
    return (video || !frame.video()) && (audio || !frame.audio());
  }

  /** Whether a frame can be shown already; sends the headers before the first one that can. */
  private boolean started(BatchWriter writer, EncodedFrame frame, int endVersion) {
    if (frame.header()) {
      // Before the first frame all headers go out together; behind it, each in its place.
      return headersVersion >= 0 && headersVersion != endVersion && !blocked(writer);
    }
    if (frame.video() && needKey) {
      if (!frame.key()) {
        return false;
      }
      needKey = false;
      headersVersion = -1;
    } else if (blocked(writer)) {
      return false;
    }
    if (headersVersion < 0) {
      headers(writer, frame.timestamp());
    }
    return true;
  }

  private void headers(BatchWriter writer, int timestamp) {
    for (FlvMessage header : writer.headers(timestamp)) {
      ByteBuf out = connection.channel.alloc().buffer(connection.writer().room(header.length()));
      connection
          .writer()
          .write(header.type(), streamId, timestamp, header.head(), header.body(), out);
      enqueue(out);
    }
    headersVersion = writer.version();
  }

  private void write(ByteBuf bytes) {
    enqueue(streamId == 1 ? bytes : Batch.copyFor(streamId, bytes));
  }

  private void enqueue(ByteBuf bytes) {
    int length = bytes.readableBytes();
    queue.wrote(length);
    unsentBytes += length;
    if (direct) {
      connection.channel.unsafe().write(bytes, connection.channel.voidPromise());
    } else {
      connection.channel.write(bytes, connection.channel.voidPromise());
    }
  }

  /** Hands to the socket what was written since the last time: one system call. */
  void flush() {
    if (unsentBytes > 0) {
      connection.environment.meters().bytesOut.add(unsentBytes);
      sentBytes += unsentBytes;
      unsentBytes = 0;
      if (direct) {
        connection.channel.unsafe().flush();
      } else {
        connection.channel.flush();
      }
      long pending = connection.pending();
      queue.flushed(pending, pending == 0 ? 0 : connection.environment.nanos().getAsLong());
    }
  }
}
