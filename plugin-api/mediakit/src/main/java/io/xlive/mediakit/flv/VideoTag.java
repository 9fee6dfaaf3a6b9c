package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The body of a video message or FLV tag, legacy (FLV 10.1 Annex E.4.3) or enhanced (Enhanced RTMP
 * v2, ExVideoTagHeader). Total over any bytes: what is not one is a malformed {@link
 * XliveException}. Nothing is copied.
 */
public sealed interface VideoTag {
  /**
   * Codecs whose {@link VideoPacketType#CODED_FRAMES} start with a composition time, as the
   * specification lists them.
   */
  Predicate<FlvCodec> COMPOSITION_TIMES =
      List.of(FlvCodec.fourCc("avc1"), FlvCodec.fourCc("hvc1"), FlvCodec.fourCc("vvc1"))::contains;

  /**
   * Not media: the start (0) or end (1) of a client-side seek, or something newer.
   *
   * @param code 0..255
   */
  record Command(int code) implements VideoTag {}

  /**
   * Media, configuration or metadata.
   *
   * @param frameType of all tracks in the message
   * @param nanoOffset to be added to the message's timestamp, 0..999,999 ns
   * @param packets one per track, at least one
   */
  record Packets(VideoFrameType frameType, int nanoOffset, List<VideoPacket> packets)
      implements VideoTag {}

  /** Reads one, with the composition times of the specification. */
  static VideoTag parse(Bytes message) {
    return parse(message, COMPOSITION_TIMES);
  }

  /**
   * Reads one.
   *
   * @param compositionTimes for which FourCC coded frames start with a composition time
   */
  static VideoTag parse(Bytes message, Predicate<FlvCodec> compositionTimes) {
    if (message.isEmpty()) {
      throw XliveException.malformed("an empty video message");
    }
    int first = message.u8(0);
    return (first & 0x80) == 0
        ? legacy(message, first)
        : enhanced(message, first, compositionTimes);
  }

  private static VideoTag legacy(Bytes message, int first) {
    VideoFrameType frameType = VideoFrameType.of(first >> 4);
    if (frameType == VideoFrameType.COMMAND) {
      if (message.length() < 2) {
        throw XliveException.malformed("a video command without its code");
      }
      return new Command(message.u8(1));
    }
    FlvCodec codec = FlvCodec.legacy(first & 0xF);
    return new Packets(frameType, 0, List.of(legacyPacket(message, codec)));
  }

  private static VideoPacket legacyPacket(Bytes message, FlvCodec codec) {
    if (!codec.legacyAvcLayout()) {
      return new VideoPacket(codec, 0, VideoPacketType.CODED_FRAMES, 0, message.from(1));
    }
    int type = message.length() > 1 ? message.u8(1) : -1;
    if (type == VideoPacketType.SEQUENCE_END.code()) {
      return new VideoPacket(codec, 0, VideoPacketType.SEQUENCE_END, 0, Bytes.EMPTY);
    }
    if (message.length() < 5 || type > 1) {
      throw XliveException.malformed("a video packet without its header");
    }
    Bytes body = message.from(5);
    return type == 0
        ? new VideoPacket(codec, 0, VideoPacketType.SEQUENCE_START, 0, body)
        : new VideoPacket(codec, 0, VideoPacketType.CODED_FRAMES, message.s24(2), body);
  }

  private static VideoTag enhanced(Bytes message, int first, Predicate<FlvCodec> compositionTimes) {
    ExHeader header = ExHeader.read(message, first & 0xF, VideoPacketType.MOD_EX);
    int frame = first >> 4 & 7;
    if (header.packetType() == VideoPacketType.METADATA.code()) {
      frame = VideoFrameType.INTER.code(); // the specification says to ignore what is there
    }
    VideoFrameType frameType = VideoFrameType.of(frame);
    if (frameType == VideoFrameType.COMMAND) {
      return new Command(header.u8());
    }
    List<ExHeader.Track> tracks = header.tracks(VideoPacketType.MULTITRACK);
    VideoPacketType type = VideoPacketType.of(header.packetType());
    if (tracks.size() == 1) {
      VideoPacket packet = enhancedPacket(tracks.get(0), type, compositionTimes);
      return new Packets(frameType, header.nanoOffset(), List.of(packet));
    }
    List<VideoPacket> packets = new ArrayList<>(tracks.size());
    for (ExHeader.Track track : tracks) {
      packets.add(enhancedPacket(track, type, compositionTimes));
    }
    return new Packets(frameType, header.nanoOffset(), List.copyOf(packets));
  }

  private static VideoPacket enhancedPacket(
      ExHeader.Track track, VideoPacketType type, Predicate<FlvCodec> compositionTimes) {
    Bytes body = track.body();
    if (type != VideoPacketType.CODED_FRAMES || !compositionTimes.test(track.codec())) {
      return new VideoPacket(track.codec(), track.id(), type, 0, body);
    }
    if (body.length() < 3) {
      throw XliveException.malformed("a video packet without its composition time");
    }
    return new VideoPacket(track.codec(), track.id(), type, body.s24(0), body.from(3));
  }
}
