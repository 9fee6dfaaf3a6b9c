package io.xlive.browser;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A camera that films a clock: gray pictures at 25 a second, each with the time at which it was
 * made. Has a virtual thread, which feeds one encoder over a socket. Fonts are not needed: the
 * lowest 20 bits of the milliseconds since 1970 are black and white blocks, from the highest bit
 * on, and below each block stands its opposite, so that a reader can tell a clock from anything
 * else.
 */
final class ClockSource implements AutoCloseable {
  static final int WIDTH = 320;
  static final int HEIGHT = 180;
  static final int BITS = 20;
  private static final int CELL = WIDTH / BITS;
  private static final int ROW = 48;
  private static final long FRAME_NANOS = 40_000_000L;

  private final Clock clock;
  private final ServerSocket door;

  /** Waits for its encoder. */
  ClockSource(Clock clock) {
    this.clock = clock;
    try {
      this.door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("clock source").start(this::run);
  }

  /** What ffmpeg reads it with. */
  List<String> input() {
    return List.of(
        "-fflags",
        "nobuffer",
        "-probesize",
        "32",
        "-analyzeduration",
        "0",
        "-f",
        "rawvideo",
        "-pixel_format",
        "gray",
        "-video_size",
        WIDTH + "x" + HEIGHT,
        "-framerate",
        "25",
        "-i",
        "tcp://127.0.0.1:" + door.getLocalPort());
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The picture of a time. */
  static byte[] picture(long millis) {
    byte[] picture = new byte[WIDTH * HEIGHT];
    Arrays.fill(picture, (byte) 128);
    for (int bit = 0; bit < BITS; bit++) {
      boolean on = (millis >> (BITS - 1 - bit) & 1) == 1;
      for (int y = 0; y < 2 * ROW; y++) {
        boolean white = on == y < ROW;
        int from = y * WIDTH + bit * CELL;
        Arrays.fill(picture, from, from + CELL, (byte) (white ? 255 : 0));
      }
    }
    return picture;
  }

  private void run() {
    try (Socket encoder = door.accept();
        OutputStream out = encoder.getOutputStream()) {
      long next = System.nanoTime();
      while (!door.isClosed()) {
        out.write(picture(clock.millis()));
        next += FRAME_NANOS;
        while (System.nanoTime() < next) { // a camera's own pace
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
    } catch (IOException e) {
      // the encoder is gone, and so is the need for pictures
    }
  }
}
