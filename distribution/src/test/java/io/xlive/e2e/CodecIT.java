package io.xlive.e2e;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every codec goes in by RTMP and comes out by HLS, bit by bit. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class CodecIT {
  private static final int SECONDS = 6;

  /** What encoders send; TS only where MPEG-TS has a form for the codec that players know. */
  enum Codec {
    H264("libopenh264", "", true),
    H264_AAC("libopenh264", "aac", true),
    H264_MP3("libopenh264", "libmp3lame", true),
    H264_AC3("libopenh264", "ac3", true),
    H264_EAC3("libopenh264", "eac3", true),
    AV1_OPUS("libsvtav1", "libopus", false),
    VP9_FLAC("libvpx-vp9", "flac", false),
    AAC("", "aac", true);

    private final String video;
    private final String audio;
    private final boolean transport;

    Codec(String video, String audio, boolean transport) {
      this.video = video;
      this.audio = audio;
      this.transport = transport;
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void comesOutAsItWentIn(Codec codec, Stage stage) {
    boolean video = !codec.video.isEmpty();
    boolean audio = !codec.audio.isEmpty();
    Path clip = stage.media().synthetic(SECONDS, optional(codec.video), optional(codec.audio));
    String stream = "codec/" + codec.name().toLowerCase(Locale.ROOT);
    HlsPlayer fragmented = stage.player(stream);
    HlsPlayer transport = stage.tsPlayer(stream);
    if (codec.transport) {
      stage.play(clip, stream, fragmented, transport);
    } else {
      stage.play(clip, stream, fragmented);
    }
    Fidelity fidelity = new Fidelity(stage, clip, stream);
    fidelity.fragmented(fragmented, video, audio);
    if (codec.transport) {
      fidelity.transport(transport, video, filter(codec.audio), audio);
    }
  }

  /** A real recording is the only HEVC that this ffmpeg can offer. */
  @Test
  void hevcComesOutAsItWentIn(Stage stage) {
    Path clip = stage.media().recording("ax_h265_bframes.mp4");
    HlsPlayer fragmented = stage.player("codec/hevc");
    HlsPlayer transport = stage.tsPlayer("codec/hevc");
    stage.play(clip, "codec/hevc", fragmented, transport);
    Fidelity fidelity = new Fidelity(stage, clip, "codec/hevc");
    fidelity.fragmented(fragmented, true, false);
    fidelity.transport(transport, true, Optional.empty(), false);
  }

  private static Optional<String> optional(String encoder) {
    return encoder.isEmpty() ? Optional.empty() : Optional.of(encoder);
  }

  /** ADTS is the form of AAC in MPEG-TS; RTMP carries the bare frames. */
  private static Optional<String> filter(String encoder) {
    return encoder.equals("aac") ? Optional.of("aac_adtstoasc") : Optional.empty();
  }
}
