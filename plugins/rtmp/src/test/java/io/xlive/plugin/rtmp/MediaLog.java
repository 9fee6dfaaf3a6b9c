package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;

/** A publication's depacketizer with everything that comes out of it. */
final class MediaLog implements MediaProblems {
  final List<MediaFrame> frames = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  private final FlvDepacketizer depacketizer;

  MediaLog(Codecs codecs) {
    depacketizer = new FlvDepacketizer(codecs, this);
  }

  MediaLog() {
    this(FlvTestCodec.all());
  }

  MediaLog video(int millis, String hex) {
    return message(MessageType.VIDEO, millis, Bytes.ofHex(hex));
  }

  MediaLog audio(int millis, String hex) {
    return message(MessageType.AUDIO, millis, Bytes.ofHex(hex));
  }

  MediaLog message(int type, int millis, Bytes body) {
    depacketizer.read(new RtmpMessage(type, 1, millis, body), 7, frames::add);
    return this;
  }

  MediaFrame last() {
    return frames.getLast();
  }

  @Override
  public void invalid(TrackKind kind, String reason) {
    problems.add("invalid " + kind + ": " + reason);
  }

  @Override
  public void early(TrackKind kind) {
    problems.add("early " + kind);
  }

  @Override
  public void unsupported(TrackKind kind) {
    problems.add("unsupported " + kind);
  }

  @Override
  public void refused(XliveException refusal) {
    problems.add(refusal.toString());
  }
}
