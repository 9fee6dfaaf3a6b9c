package io.xlive.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/**
 * What every publisher sends, over and over: an FLV file's messages, cut into chunks already. A
 * round is eight seconds, the least that is a whole number of groups of pictures and of AAC frames,
 * so that the next one begins where an encoder with a fixed key frame interval would go on. Each
 * coded picture begins with a message of ours (H.264 user data, ITU-T H.264 annex D.1.7) with room
 * for the time at which it is sent; players find it there whatever the server does to timestamps.
 *
 * @param head what is sent once: metadata and configuration records
 * @param media what is repeated, in order of time
 * @param millis length of a round
 * @param groupMillis time from one key frame to the next
 */
record Recording(List<Packet> head, List<Packet> media, int millis, int groupMillis) {
  static final int VIDEO = 9;
  private static final int AUDIO = 8;
  private static final int MILLIS = 8_000;
  private static final int PICTURES = 240;
  private static final int GROUP = 60;
  private static final int SOUNDS = 375;

  /** What encoders use, so that the server has chunks to put together. */
  static final int CHUNK_SIZE = 4096;

  private static final byte[] MARK = "xlive-benchmark!".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 16;
  private static final int TAG_HEADER = 5;
  // behind the tag: length (4), unit type, payload type and size (3), then the mark
  private static final int MARK_AT = TAG_HEADER + 7;
  private static final int STAMP_AT = MARK_AT + MARK.length;
  private static final int CHUNK_HEADER = 12;

  /** How many bytes of a video message a player has to look at to read its stamp. */
  static final int STAMP_END = STAMP_AT + DIGITS;

  /**
   * One message.
   *
   * @param type RTMP message type
   * @param millis its time in the round
   * @param stamped whether it has room for a time
   * @param chunks header of format 0 and body, cut to chunks of {@link #CHUNK_SIZE}
   */
  record Packet(int type, int millis, boolean stamped, byte[] chunks) {
    /** Writes it out with a timestamp and the time of sending. */
    void write(int timestamp, long nanos, ByteBuffer out) {
      int at = out.position();
      out.put(chunks);
      out.put(at + 1, (byte) (timestamp >> 16));
      out.put(at + 2, (byte) (timestamp >> 8));
      out.put(at + 3, (byte) timestamp);
      if (stamped) {
        for (int i = 0; i < DIGITS; i++) {
          int digit = (int) (nanos >> (60 - 4 * i)) & 0xF;
          out.put(at + CHUNK_HEADER + STAMP_AT + i, (byte) Character.forDigit(digit, 16));
        }
      }
    }
  }

  /** When a message was sent, by the first bytes of its body; -1 when it does not say. */
  static long stamp(byte[] body) {
    for (int i = 0; i < MARK.length; i++) {
      if (body[MARK_AT + i] != MARK[i]) {
        return -1;
      }
    }
    long nanos = 0;
    for (int i = 0; i < DIGITS; i++) {
      nanos = nanos << 4 | Character.digit(body[STAMP_AT + i], 16);
    }
    return nanos;
  }

  /** The last time of sending within some media; -1 when there is none. */
  static long lastStamp(byte[] media) {
    for (int at = media.length - MARK.length - DIGITS; at >= MARK_AT; at--) {
      if (media[at] == MARK[0]
          && Arrays.equals(media, at, at + MARK.length, MARK, 0, MARK.length)) {
        return stamp(Arrays.copyOfRange(media, at - MARK_AT, at + MARK.length + DIGITS));
      }
    }
    return -1;
  }

  /** The same without sound. */
  Recording pictures() {
    return new Recording(
        head.stream().filter(packet -> packet.type() == VIDEO).toList(),
        media.stream().filter(packet -> packet.type() == VIDEO).toList(),
        millis,
        groupMillis);
  }

  /** Pictures in a second. */
  double framesPerSecond() {
    return media.stream().filter(p -> p.type() == VIDEO).count() * 1000.0 / millis;
  }

  /** Bits in a second, chunk headers included. */
  double bitsPerSecond() {
    return media.stream().mapToLong(p -> p.chunks().length).sum() * 8000.0 / millis;
  }

  /** Makes the file unless it is there, and reads it. */
  static Recording make(Path file) throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path ffmpeg = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
      Path unfinished = file.resolveSibling("unfinished.flv");
      String arguments =
          "-nostdin -v error -y -f lavfi -i testsrc2=size=1280x720:rate=30,noise=alls=8:allf=t"
              + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 9 -pix_fmt yuv420p"
              + " -c:v libopenh264 -rc_mode bitrate -b:v 2500k -maxrate 2500k -g 60"
              + " -c:a aac -b:a 128k -ac 2 -f flv";
      List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
      command.addAll(List.of(arguments.split(" ")));
      command.add(unfinished.toString());
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.environment().putAll(Map.of("LD_LIBRARY_PATH", ffmpeg.getParent().toString()));
      if (builder.start().waitFor() != 0) {
        throw new IOException("ffmpeg did not make " + file);
      }
      Files.move(unfinished, file);
    }
    return read(file);
  }

  private static Recording read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    in.position(9 + 4);
    List<Packet> head = new ArrayList<>();
    List<Packet> media = new ArrayList<>();
    int pictures = 0;
    int sounds = 0;
    while (in.remaining() > 11) {
      int type = in.get() & 0x1F;
      byte[] body = new byte[medium(in)];
      // The file's times are the encoder's, which begin with what its delay is.
      in.getInt();
      medium(in);
      in.get(body);
      in.getInt();
      if (type != VIDEO && type != AUDIO || body[1] == 0) {
        head.add(new Packet(type, 0, false, chunks(type, body)));
      } else if (type == AUDIO && sounds < SOUNDS) {
        media.add(new Packet(type, time(sounds, SOUNDS), false, chunks(type, body)));
        sounds++;
      } else if (type == VIDEO && body[1] == 1 && pictures < PICTURES) {
        if (body[0] >> 4 == 1 != (pictures % GROUP == 0)) {
          throw new IOException(file + ": no key frame every " + GROUP + " pictures");
        }
        byte[] stamped = withRoomForStamp(body);
        media.add(new Packet(type, time(pictures, PICTURES), true, chunks(type, stamped)));
        pictures++;
      }
    }
    if (pictures < PICTURES || sounds < SOUNDS) {
      throw new IOException(file + " is too short");
    }
    media.sort(Comparator.comparingInt(Packet::millis));
    return new Recording(List.copyOf(head), List.copyOf(media), MILLIS, MILLIS * GROUP / PICTURES);
  }

  /** When a message is due in a round that has {@code count} of its kind. */
  private static int time(int index, int count) {
    return (int) Math.round((double) index * MILLIS / count);
  }

  private static byte[] withRoomForStamp(byte[] body) {
    int unit = 3 + MARK.length + DIGITS + 1;
    ByteBuffer out = ByteBuffer.allocate(body.length + 4 + unit);
    out.put(body, 0, TAG_HEADER).putInt(unit);
    out.put((byte) 6).put((byte) 5).put((byte) (MARK.length + DIGITS)).put(MARK);
    out.put("0".repeat(DIGITS).getBytes(StandardCharsets.US_ASCII)).put((byte) 0x80);
    out.put(body, TAG_HEADER, body.length - TAG_HEADER);
    return out.array();
  }

  private static byte[] chunks(int type, byte[] body) {
    int stream = type == VIDEO ? 6 : type == AUDIO ? 4 : 5;
    return RtmpWire.chunks(stream, type, 1, body, CHUNK_SIZE);
  }

  private static int medium(ByteBuffer in) {
    return (in.get() & 0xFF) << 16 | (in.get() & 0xFF) << 8 | in.get() & 0xFF;
  }
}
