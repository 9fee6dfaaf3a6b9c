package io.xlive.e2e;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A live push that tells each second in four ways, all at the same picture: by a caption inside of
 * it, CEA-608 on CC1, and by {@code onTextData}, {@code onCuePoint} and {@code onID3} before it.
 * Second 12 is told as {@code n12}. Has a virtual thread, which keeps the pace of the clip and
 * begins it anew without a break.
 */
public final class TalkingPush implements AutoCloseable {
  /** As many whole frames of sound as of pictures. */
  private static final int SECONDS = 16;

  private static final long SECOND = 1_000;
  private static final int SEQUENCE_HEADER = 0;
  private static final int SEQUENCE_END = 2;
  private static final int KEY_FRAME = 1;
  private static final int VIDEO_TAG_HEADER = 5;
  private static final int SUPPLEMENTAL = 6;

  /** Of what is displayed. */
  private static final List<Integer> ERASE = List.of(0x142C);

  private final RtmpPublisher publisher;
  private final List<FlvTag> tags;
  private final Thread thread;
  private boolean shown;
  private volatile boolean stopped;
  private volatile Optional<Throwable> failure = Optional.empty();

  private TalkingPush(RtmpPublisher publisher, List<FlvTag> tags) {
    this.publisher = publisher;
    this.tags = tags;
    this.thread = Thread.ofVirtual().start(this::run);
  }

  /** Begins to push. */
  public static TalkingPush start(Stage stage, String stream) {
    FlvClip clip =
        FlvClip.read(
            stage.media().synthetic(SECONDS, Optional.of("libopenh264"), Optional.of("aac")));
    return new TalkingPush(RtmpPublisher.open(stage.server(), stream), clip.tags());
  }

  /** Whether it goes on; otherwise {@link #failure} may tell why. */
  public boolean running() {
    return thread.isAlive();
  }

  /** Why it ended early. */
  public Optional<Throwable> failure() {
    return failure;
  }

  private void run() {
    long begun = System.nanoTime();
    try {
      for (long round = 0; !stopped; round++) {
        for (FlvTag tag : tags) {
          boolean says = tag.type() == FlvTag.SCRIPT || tag.body().u8(1) == SEQUENCE_HEADER;
          boolean ends = tag.type() == FlvTag.VIDEO && tag.body().u8(1) == SEQUENCE_END;
          if (stopped || ends || tag.timestamp() >= SECONDS * SECOND || (says && round > 0)) {
            continue;
          }
          long time = round * SECONDS * SECOND + tag.timestamp();
          long wait = begun + time * 1_000_000 - System.nanoTime();
          if (wait > 0) {
            LockSupport.parkNanos(wait); // the pace of an encoder
          }
          send(new FlvTag(tag.type(), time, tag.body()), says);
        }
      }
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
  }

  private void send(FlvTag tag, boolean says) {
    if (says || tag.type() != FlvTag.VIDEO) {
      publisher.send(tag);
      return;
    }
    if (tag.body().u8(0) >> 4 != KEY_FRAME) {
      // Within the same part, at which players begin anew.
      boolean erase = shown;
      shown = false;
      publisher.send(
          erase ? new FlvTag(tag.type(), tag.timestamp(), captioned(tag.body(), ERASE)) : tag);
      return;
    }
    shown = true;
    String word = "n" + tag.timestamp() / SECOND;
    data(tag.timestamp(), "onTextData", object("text", word));
    data(tag.timestamp(), "onCuePoint", object("name", word));
    data(tag.timestamp(), "onID3", AmfValue.of(Base64.getEncoder().encodeToString(id3(word))));
    publisher.send(new FlvTag(tag.type(), tag.timestamp(), captioned(tag.body(), show(word))));
  }

  private void data(long time, String name, AmfValue value) {
    publisher.send(new FlvTag(FlvTag.SCRIPT, time, Amf0Writer.encode(AmfValue.of(name), value)));
  }

  private static AmfValue object(String key, String word) {
    return AmfValue.ObjectValue.builder().put(key, word).object();
  }

  /** An ID3v2.4 tag with the word as its title. */
  private static byte[] id3(String word) {
    Bytes text = Bytes.copyOf(("\3" + word).getBytes(StandardCharsets.US_ASCII));
    return new BytesBuilder()
        .bytes(Bytes.copyOf("ID3\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII)))
        .u8(10 + text.length())
        .bytes(Bytes.copyOf("TIT2".getBytes(StandardCharsets.US_ASCII)))
        .u32(text.length())
        .u16(0)
        .bytes(text)
        .build()
        .toArray();
  }

  /** A pop-on caption: load anew, in row 15; behind the text, show it (CTA-608). */
  private static List<Integer> show(String word) {
    List<Integer> pairs = new ArrayList<>(List.of(0x1420, 0x142E, 0x1470));
    String even = word.length() % 2 == 0 ? word : word + " ";
    for (int i = 0; i < even.length(); i += 2) {
      pairs.add(even.charAt(i) << 8 | even.charAt(i + 1));
    }
    pairs.add(0x142F);
    return pairs;
  }

  /** The picture with a supplemental unit before it: ATSC A/53 Part 4, 6.2.3. */
  private static Bytes captioned(Bytes video, List<Integer> pairs) {
    BytesBuilder triplets = new BytesBuilder();
    for (int pair : pairs) {
      triplets.u8(0xFC).u8(odd(pair >> 8)).u8(odd(pair & 0xFF));
    }
    Bytes message =
        new BytesBuilder()
            .bytes(Bytes.ofHex("b500314741393403"))
            .u8(0x40 | pairs.size())
            .u8(0xFF)
            .bytes(triplets.build())
            .u8(0xFF)
            .build();
    Bytes unit =
        new BytesBuilder()
            .u8(SUPPLEMENTAL)
            .u8(4)
            .u8(message.length())
            .bytes(message)
            .u8(0x80)
            .build();
    return new BytesBuilder()
        .bytes(video.slice(0, VIDEO_TAG_HEADER))
        .u32(unit.length())
        .bytes(unit)
        .bytes(video.slice(VIDEO_TAG_HEADER, video.length() - VIDEO_TAG_HEADER))
        .build();
  }

  /** Odd parity. */
  private static int odd(int seven) {
    return Integer.bitCount(seven) % 2 == 0 ? seven | 0x80 : seven;
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Stage.LIMIT);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      publisher.close();
    }
  }
}
