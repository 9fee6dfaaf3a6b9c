package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of an Enhanced RTMP header that audio and video share: the ModEx loop and the split into
 * tracks (Enhanced RTMP v2, ExAudioTagHeader and ExVideoTagHeader). Every step consumes bytes, so
 * it ends.
 */
final class ExHeader {
  /** Track ids have 8 bits, so no honest message has more tracks. */
  static final int MAX_TRACKS = 256;

  static final int ONE_TRACK = 0;
  static final int MANY_TRACKS = 1;
  static final int MANY_TRACKS_MANY_CODECS = 2;
  static final int TIMESTAMP_OFFSET_NANO = 0;
  static final int MAX_NANOS = 999_999;

  private final Bytes message;
  private int position = 1;
  private int packetType;
  private int nanoOffset;

  private ExHeader(Bytes message, int packetType) {
    this.message = message;
    this.packetType = packetType;
  }

  /**
   * Reads modifiers as long as there are any; the first byte of the message gave {@code
   * packetType}.
   */
  static ExHeader read(Bytes message, int packetType, int modEx) {
    ExHeader header = new ExHeader(message, packetType);
    while (header.packetType == modEx) {
      header.modifier();
    }
    return header;
  }

  int packetType() {
    return packetType;
  }

  /** To be added to the message's timestamp, 0..999,999. */
  int nanoOffset() {
    return nanoOffset;
  }

  int u8() {
    need(1);
    return message.u8(position++);
  }

  /** The tracks of a message, whether it is multitrack or not. */
  List<Track> tracks(int multitrack) {
    if (packetType != multitrack) {
      FlvCodec codec = fourCc();
      return List.of(new Track(codec, 0, message.from(position)));
    }
    int next = u8();
    int layout = next >> 4;
    packetType = next & 0xF;
    return switch (layout) {
      case ONE_TRACK -> {
        FlvCodec codec = fourCc();
        int track = u8();
        yield List.of(new Track(codec, track, message.from(position)));
      }
      case MANY_TRACKS -> manyTracks(fourCc());
      case MANY_TRACKS_MANY_CODECS -> manyTracksManyCodecs();
      default -> throw XliveException.malformed("unknown multitrack type " + layout);
    };
  }

  private List<Track> manyTracks(FlvCodec codec) {
    List<Track> tracks = new ArrayList<>();
    do {
      track(codec, tracks);
    } while (position < message.length());
    return tracks;
  }

  private List<Track> manyTracksManyCodecs() {
    List<Track> tracks = new ArrayList<>();
    do {
      track(fourCc(), tracks);
    } while (position < message.length());
    return tracks;
  }

  private void track(FlvCodec codec, List<Track> tracks) {
    if (tracks.size() == MAX_TRACKS) {
      throw XliveException.malformed("a multitrack message of more than " + MAX_TRACKS + " tracks");
    }
    need(4);
    int track = message.u8(position);
    int size = message.u24(position + 1);
    position += 4;
    need(size);
    tracks.add(new Track(codec, track, message.slice(position, size)));
    position += size;
  }

  private void modifier() {
    int size = u8() + 1;
    if (size == 256) {
      need(2);
      size = message.u16(position) + 1;
      position += 2;
    }
    need(size);
    int content = position;
    position += size;
    int next = u8();
    packetType = next & 0xF;
    if (next >> 4 == TIMESTAMP_OFFSET_NANO) {
      if (size < 3) {
        throw XliveException.malformed("a nanosecond offset of less than 3 bytes");
      }
      nanoOffset = Math.min(message.u24(content), MAX_NANOS);
    }
  }

  private FlvCodec fourCc() {
    need(4);
    FlvCodec codec = FlvCodec.read(message, position);
    position += 4;
    return codec;
  }

  private void need(int count) {
    if (count > message.length() - position) {
      throw XliveException.malformed("an enhanced packet ends inside its header");
    }
  }

  /** One track's bytes. */
  record Track(FlvCodec codec, int id, Bytes body) {}
}
