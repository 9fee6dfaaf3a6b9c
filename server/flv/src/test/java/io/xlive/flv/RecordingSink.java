package io.xlive.flv;

import io.xlive.mediakit.flv.FlvReader;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.spi.media.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A player's connection that a test can stop and break. Safe for any thread. */
final class RecordingSink implements FlvSink {
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private boolean open = true;
  private boolean broken;
  private int writes;
  private int lastWrite;
  private boolean flushed = true;
  private Optional<FlvEnd> end = Optional.empty();

  synchronized void shut() {
    open = false;
  }

  synchronized void reopen() {
    open = true;
  }

  synchronized void breakOff() {
    broken = true;
  }

  @Override
  public synchronized boolean ready() {
    return open;
  }

  @Override
  public synchronized void write(ByteBuffer bytes) throws IOException {
    if (broken) {
      throw new IOException("connection reset by peer");
    }
    if (!open || end.isPresent()) {
      throw new IllegalStateException("not ready");
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    taken.writeBytes(copy);
    writes++;
    lastWrite = copy.length;
    flushed = false;
  }

  @Override
  public synchronized void flush() {
    flushed = true;
  }

  @Override
  public synchronized void end(FlvEnd why) {
    if (end.isPresent()) {
      throw new IllegalStateException("ended twice");
    }
    end = Optional.of(why);
  }

  synchronized Optional<FlvEnd> ended() {
    return end;
  }

  synchronized int writes() {
    return writes;
  }

  /** How many bytes the last write had. */
  synchronized int lastWrite() {
    return lastWrite;
  }

  synchronized boolean flushed() {
    return flushed;
  }

  synchronized Bytes bytes() {
    return Bytes.copyOf(taken.toByteArray());
  }

  /** The tags so far. */
  List<FlvTag> tags() {
    Bytes all = bytes();
    if (all.length() < 13) {
      return List.of();
    }
    FlvReader reader = new FlvReader(all);
    List<FlvTag> tags = new ArrayList<>();
    for (Optional<FlvTag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
      tags.add(tag.get());
    }
    return tags;
  }

  /** Each tag as its kind, the first two bytes of its body, and its time. */
  List<String> text() {
    return tags().stream()
        .map(
            tag ->
                switch (tag.type()) {
                      case FlvTag.VIDEO -> "v";
                      case FlvTag.AUDIO -> "a";
                      default -> "s";
                    }
                    + tag.body().slice(0, 2).toHex()
                    + "@"
                    + tag.timestamp())
        .toList();
  }
}
