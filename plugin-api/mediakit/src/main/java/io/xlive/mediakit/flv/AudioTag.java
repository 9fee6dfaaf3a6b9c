package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of an audio message or FLV tag, legacy (FLV 10.1 Annex E.4.2) or enhanced (Enhanced RTMP
 * v2, ExAudioTagHeader). Total over any bytes: what is not one is a malformed {@link
 * XliveException}. Nothing is copied.
 */
public sealed interface AudioTag {
  /** SoundFormat that says that an enhanced header follows. */
  int EX_HEADER = 9;

  /** An empty message: nothing to hear for now. */
  record Silence() implements AudioTag {}

  /**
   * Media or configuration.
   *
   * @param nanoOffset to be added to the message's timestamp, 0..999,999 ns
   * @param packets one per track, at least one
   */
  record Packets(int nanoOffset, List<AudioPacket> packets) implements AudioTag {}

  /** Reads one. */
  static AudioTag parse(Bytes message) {
    if (message.isEmpty()) {
      return new Silence();
    }
    int first = message.u8(0);
    int format = first >> 4;
    if (format == EX_HEADER) {
      return enhanced(message, first & 0xF);
    }
    return new Packets(0, List.of(legacy(message, FlvCodec.legacy(format))));
  }

  private static AudioPacket legacy(Bytes message, FlvCodec codec) {
    if (codec.code() != FlvCodec.AAC) {
      return new AudioPacket(codec, 0, AudioPacketType.CODED_FRAMES, message.from(1));
    }
    if (message.length() < 2 || message.u8(1) > 1) {
      throw XliveException.malformed("an AAC packet without its header");
    }
    AudioPacketType type =
        message.u8(1) == 0 ? AudioPacketType.SEQUENCE_START : AudioPacketType.CODED_FRAMES;
    return new AudioPacket(codec, 0, type, message.from(2));
  }

  private static AudioTag enhanced(Bytes message, int packetType) {
    ExHeader header = ExHeader.read(message, packetType, AudioPacketType.MOD_EX);
    List<ExHeader.Track> tracks = header.tracks(AudioPacketType.MULTITRACK);
    AudioPacketType type = AudioPacketType.of(header.packetType());
    if (tracks.size() == 1) {
      ExHeader.Track track = tracks.get(0);
      AudioPacket packet = new AudioPacket(track.codec(), track.id(), type, track.body());
      return new Packets(header.nanoOffset(), List.of(packet));
    }
    List<AudioPacket> packets = new ArrayList<>(tracks.size());
    for (ExHeader.Track track : tracks) {
      packets.add(new AudioPacket(track.codec(), track.id(), type, track.body()));
    }
    return new Packets(header.nanoOffset(), List.copyOf(packets));
  }
}
