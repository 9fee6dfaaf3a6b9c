package io.xlive.kernel;

import io.xlive.spi.ConfigKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code obs}: what OBS is told to send when it asks for multitrack video. */
public record ObsConfig(
    @ConfigKey(doc = "Whether OBS may ask for its configuration", def = "true") boolean enable,
    @ConfigKey(doc = "App that OBS is sent to, as in rtmp://HOST/live", def = "live") String app,
    @ConfigKey(
            doc =
                "Address that OBS is sent to, as in rtmp://live.example.com/live; none is the host"
                    + " that it asked, with the port of rtmp and obs.app")
        Optional<String> ingest,
    @ConfigKey(
            doc =
                "Renditions, as HEIGHT@KBITS; those that OBS's picture is too small for are left"
                    + " out",
            def = "1080@6000,720@3000,480@1500,360@800")
        List<String> ladder,
    @ConfigKey(
            doc =
                "Encoders by the names that OBS has for them, the best first; the first that OBS"
                    + " has is used",
            def =
                "obs_nvenc_h264_tex,h264_texture_amf,obs_qsv11_v2,"
                    + "com.apple.videotoolbox.videoencoder.ave.avc,ffmpeg_vaapi_tex,obs_x264")
        List<String> encoders,
    @ConfigKey(doc = "Key frame interval, whole seconds", def = "2s", min = "1s", max = "10s")
        Duration keyFrameInterval,
    @ConfigKey(doc = "Bit rate of sound, kbit/s", def = "160", min = "32", max = "1000")
        int audioBitrate) {
  public ObsConfig {
    ladder = List.copyOf(ladder);
    encoders = List.copyOf(encoders);
  }
}
