package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OBS takes names and absent values by the letter ({@code GoLiveApi::Config}). */
class ObsAnswerTest {
  private static final ObsAnswer.Meta META = new ObsAnswer.Meta("IVS", "2025-01-25", "one");

  @Test
  void aConfiguration() throws Exception {
    ObsAnswer answer =
        new ObsAnswer(
            META,
            new ObsAnswer.Status("success", Optional.empty()),
            List.of(new ObsAnswer.Endpoint("RTMP", "rtmp://a:1935/live/{stream_key}")),
            List.of(
                new ObsAnswer.Video(
                    "obs_x264",
                    1280,
                    720,
                    new ObsQuestion.Rate(25, 1),
                    "OBS_SCALE_BICUBIC",
                    "VIDEO_CS_709",
                    "VIDEO_RANGE_PARTIAL",
                    "VIDEO_FORMAT_NV12",
                    0,
                    Map.of("bitrate", 3000))),
            new ObsAnswer.Audios(
                List.of(new ObsAnswer.Audio("aac", 1, 2, Map.of("bitrate", 160))),
                Optional.empty()));
    assertThat(json(answer))
        .isEqualTo(
            """
            {"meta":{"service":"IVS","schema_version":"2025-01-25","config_id":"one"},
            "status":{"result":"success"},
            "ingest_endpoints":[{"protocol":"RTMP","url_template":"rtmp://a:1935/live/{stream_key}"}],
            "encoder_configurations":[{"type":"obs_x264","width":1280,"height":720,
            "framerate":{"numerator":25,"denominator":1},"gpu_scale_type":"OBS_SCALE_BICUBIC",
            "colorspace":"VIDEO_CS_709","range":"VIDEO_RANGE_PARTIAL","format":"VIDEO_FORMAT_NV12",
            "canvas_index":0,"settings":{"bitrate":3000}}],
            "audio_configurations":{"live":[{"codec":"aac","track_id":1,"channels":2,
            "settings":{"bitrate":160}}]}}
            """
                .replace("\n", ""));
  }

  @Test
  void aSecondSound() throws Exception {
    ObsAnswer.Audio sound = new ObsAnswer.Audio("aac", 2, 2, Map.of());
    assertThat(
            new Json()
                .mapper()
                .writeValueAsString(new ObsAnswer.Audios(List.of(), Optional.of(List.of(sound)))))
        .isEqualTo(
            "{\"live\":[],"
                + "\"vod\":[{\"codec\":\"aac\",\"track_id\":2,\"channels\":2,\"settings\":{}}]}");
  }

  @Test
  void aRefusalHasASentenceAndNothingToDo() throws Exception {
    assertThat(json(ObsAnswer.refusal(META, "No.")))
        .isEqualTo(
            """
            {"meta":{"service":"IVS","schema_version":"2025-01-25","config_id":"one"},
            "status":{"result":"error","html_en_us":"No."},
            "ingest_endpoints":[],"encoder_configurations":[],"audio_configurations":{"live":[]}}
            """
                .replace("\n", ""));
  }

  private static String json(ObsAnswer answer) throws JsonProcessingException {
    return new Json().mapper().writeValueAsString(answer);
  }
}
