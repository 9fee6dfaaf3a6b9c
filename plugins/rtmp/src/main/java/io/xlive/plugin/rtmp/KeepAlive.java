package io.xlive.plugin.rtmp;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Event loop: pings the peer, measures the answer, and closes a connection that is dead without
 * saying so.
 */
final class KeepAlive {
  private static final long LEAST_PERIOD = 20_000_000L;

  private final RtmpConnection connection;
  private final MessageStreams streams;
  private final RtmpTimeouts timeouts;
  private @Nullable Future<?> task;
  private long heard;
  private long sent;
  private long pinged;
  private int pingValue;
  private boolean pingOpen;
  private long roundTripNanos = -1;
  private long progressAt;
  private long pendingBefore;
  private long progressBefore;

  KeepAlive(RtmpConnection connection, MessageStreams streams) {
    this.connection = connection;
    this.streams = streams;
    this.timeouts = connection.environment.config().timeouts();
    this.heard = now();
    this.sent = heard;
  }

  void start() {
    heard = now();
    sent = heard;
    pinged = heard;
    progressAt = heard;
    Duration shortest = timeouts.ping();
    for (Duration other :
        new Duration[] {
          timeouts.publisherSilent(), timeouts.playerSilent(), timeouts.writeStalled()
        }) {
      shortest = other.compareTo(shortest) < 0 ? other : shortest;
    }
    long period = Math.max(LEAST_PERIOD, shortest.toNanos() / 4);
    task = connection.loop().scheduleAtFixedRate(this::check, period, period, TimeUnit.NANOSECONDS);
  }

  void stop() {
    Future<?> running = task;
    if (running != null) {
      running.cancel(false);
    }
  }

  /**
   * A message came. One that only keeps the connection going, as an answer to a ping, does not make
   * up for the media that a publisher owes.
   */
  void heard(int messageType) {
    heard = now();
    if (!MessageType.isControl(messageType)) {
      sent = heard;
    }
  }

  /** The latest answer time to a ping in nanoseconds, -1 before the first. */
  long roundTripNanos() {
    return roundTripNanos;
  }

  /** A user control message of the peer. */
  void event(Bytes payload) {
    if (payload.length() < 6) {
      // Too short for any event that asks something of a server.
      return;
    }
    switch (payload.u16(0)) {
      case ControlMessages.PING_REQUEST ->
          connection.send(ControlMessages.event(ControlMessages.PING_RESPONSE, payload.s32(2)));
      case ControlMessages.PING_RESPONSE -> {
        if (pingOpen && payload.s32(2) == pingValue) {
          pingOpen = false;
          roundTripNanos = now() - pinged;
          connection.environment.meters().roundTrip(roundTripNanos);
        }
      }
      // SetBufferLength and everything else change nothing for live streams.
      default -> {}
    }
  }

  private void check() {
    long now = now();
    if (streams.publishing() && over(now, sent, timeouts.publisherSilent())) {
      fail(RtmpError.TIMED_OUT, "the publisher is silent", "publisher-silent");
    } else if (streams.playing() && over(now, heard, timeouts.playerSilent())) {
      fail(RtmpError.TIMED_OUT, "the player answers no ping", "player-silent");
    } else if (stalled(now)) {
      fail(RtmpError.TOO_SLOW, "the socket takes nothing", "write-stalled");
    } else if (over(now, pinged, timeouts.ping())) {
      pinged = now;
      pingOpen = true;
      pingValue = (int) TimeUnit.NANOSECONDS.toMillis(now);
      connection.send(ControlMessages.event(ControlMessages.PING_REQUEST, pingValue));
      connection.flush(streams.playing());
    }
  }

  private boolean stalled(long now) {
    ChannelOutboundBuffer buffer = connection.channel.unsafe().outboundBuffer();
    long pending = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    long progress = buffer == null ? 0 : buffer.currentProgress();
    if (pending == 0 || pending < pendingBefore || progress != progressBefore) {
      progressAt = now;
    }
    pendingBefore = pending;
    progressBefore = progress;
    return over(now, progressAt, timeouts.writeStalled());
  }

  private void fail(RtmpError error, String what, String key) {
    connection.fail(new XliveException(error, what + " (rtmp.timeouts." + key + ")"));
  }

  private static boolean over(long now, long since, Duration limit) {
    return now - since > limit.toNanos();
  }

  private long now() {
    return connection.environment.nanos().getAsLong();
  }
}
