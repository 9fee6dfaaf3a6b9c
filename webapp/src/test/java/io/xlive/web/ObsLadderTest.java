package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.xlive.kernel.ObsConfig;
import io.xlive.testkit.ConfigDefaults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObsLadderTest {
  private static final String RATE = "\"framerate\":{\"numerator\":60,\"denominator\":1}";

  /** As OBS 30.2 and 31.0 send it (schema 2024-06-04), shortened. */
  private static final String OLD =
      """
      {"schema_version":"2024-06-04","service":"IVS","authentication":"cam1",
       "client":{"name":"obs-studio","version":"30.2.3","supported_codecs":["h264","av1"]},
       "capabilities":{"cpu":{"physical_cores":8,"logical_cores":16,"speed":3600,"name":"CPU"},
         "memory":{"total":34000000000,"free":20000000000},"gaming_features":null,
         "system":{"version":"10.0","name":"Windows","build":19045,"release":"22H2","revision":1,
           "bits":64,"arm":false,"armEmulation":false},
         "gpu":[{"model":"card","vendor_id":%d,"device_id":1,"dedicated_video_memory":1,
           "shared_system_memory":1,"driver_version":null}]},
       "preferences":{"maximum_aggregate_bitrate":null,"maximum_video_tracks":null,
         "vod_track_audio":false,"width":1920,"height":1080,
         "framerate":{"numerator":60,"denominator":1},"canvas_width":1920,"canvas_height":1080,
         "composition_gpu_index":0}}
      """;

  @ParameterizedTest
  @CsvSource({
    "4318, obs_nvenc_h264_tex",
    "4098, h264_texture_amf",
    "32902, obs_qsv11_v2",
    "1, obs_x264"
  })
  void anOldObsGetsTheEncoderOfItsCard(int vendor, String encoder) throws Exception {
    List<ObsAnswer.Video> video = ladder(Map.of()).video(question(OLD.formatted(vendor)));
    assertThat(video).extracting(ObsAnswer.Video::type).containsOnly(encoder);
    assertThat(video).extracting(ObsAnswer.Video::height).containsExactly(1080, 720, 480, 360);
    assertThat(video).extracting(ObsAnswer.Video::width).containsExactly(1920, 1280, 854, 640);
    assertThat(video)
        .extracting(v -> v.settings().get("bitrate"))
        .containsExactly(6000, 3000, 1500, 800);
    assertThat(video)
        .as("key frames have to meet")
        .allMatch(v -> v.settings().get("keyint_sec").equals(2));
    assertThat(video).allMatch(v -> v.framerate().equals(new ObsQuestion.Rate(60, 1)));
  }

  @Test
  void aNewObsNamesItsEncodersAndTheBestListedOneIsTaken() throws Exception {
    assertThat(encoders("obs_x264\",\"obs_qsv11_v2\",\"jim_av1")).containsOnly("obs_qsv11_v2");
    assertThat(encoders("jim_av1")).as("none that the server asks for").isEmpty();
  }

  private static List<String> encoders(String names) throws Exception {
    String has = "\"client\":{\"supported_encoders\":[\"" + names + "\"]},";
    return ladder(Map.of())
        .video(question("{" + has + preferences("1920", "1080", "") + "}"))
        .stream()
        .map(ObsAnswer.Video::type)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1920, 1079, '720 480 360'",
    "1920, 1080, '1080 720 480 360'",
    "1280, 720, '720 480 360'",
    "320, 180, '180'",
    "1080, 1920, '1080 720 480 360'"
  })
  void nothingIsScaledUp(int width, int height, String heights) throws Exception {
    assertThat(heights(preferences("" + width, "" + height, ""))).isEqualTo(heights);
  }

  @ParameterizedTest
  @CsvSource({"1, 1080", "2, '1080 360'", "3, '1080 720 360'", "4, '1080 720 480 360'"})
  void theLargestAndTheSmallestStayWhenTracksAreFew(int most, String heights) throws Exception {
    assertThat(heights(preferences("1920", "1080", ",\"maximum_video_tracks\":" + most)))
        .isEqualTo(heights);
  }

  /** 160 kbit/s of it are sound. */
  @ParameterizedTest
  @CsvSource({
    "11460, '1080 720 480 360'",
    "11459, '1080 720 360'",
    "6960, '1080 360'",
    "6959, '720 480 360'",
    "960, '360'",
    "959, '360'",
    "1, '360'"
  })
  void theSumOfBitRatesIsKept(int most, String heights) throws Exception {
    String limit = ",\"maximum_aggregate_bitrate\":" + most;
    assertThat(heights(preferences("1920", "1080", limit))).isEqualTo(heights);
    int sum =
        ladder(Map.of()).video(question("{" + preferences("1920", "1080", limit) + "}")).stream()
            .mapToInt(v -> (int) v.settings().get("bitrate"))
            .sum();
    assertThat(sum).isLessThanOrEqualTo(Math.max(most - 160, 100));
  }

  @ParameterizedTest
  @CsvSource({"960, 800", "959, 799", "261, 101", "260, 100", "259, 100", "1, 100"})
  void theSmallestTakesWhatThereIsAndNeverNothing(int most, int bits) throws Exception {
    String limit = ",\"maximum_aggregate_bitrate\":" + most;
    assertThat(ladder(Map.of()).video(question("{" + preferences("1920", "1080", limit) + "}")))
        .extracting(v -> v.settings().get("bitrate"))
        .containsExactly(bits);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "null"})
  void noLimitIsNone(String most) throws Exception {
    assertThat(heights(preferences("1920", "1080", ",\"maximum_aggregate_bitrate\":" + most)))
        .isEqualTo("1080 720 480 360");
  }

  @ParameterizedTest
  @CsvSource({"11620, '1080 720 480 360'", "11619, '1080 720 360'"})
  void theSecondSoundCountsToo(int most, String heights) throws Exception {
    assertThat(
            heights(
                preferences("1920", "1080", ",\"maximum_aggregate_bitrate\":" + most)
                    .replace("audio\":false", "audio\":true")))
        .isEqualTo(heights);
  }

  @Test
  void theFirstCanvasOfANewObsCounts() throws Exception {
    String canvas = "{\"width\":1280,\"height\":720,\"canvas_width\":1920,\"canvas_height\":1080,";
    assertThat(
            heights(
                "\"preferences\":{\"vod_track_audio\":false,\"audio_channels\":6,\"canvases\":["
                    + canvas
                    + RATE
                    + "}]}"))
        .isEqualTo("720 480 360");
  }

  @Test
  void soundHasTheChannelsThatObsHasAndASecondTrackWhereItWantsOne() throws Exception {
    ObsAnswer.Audios plain = audio(",\"audio_channels\":6");
    assertThat(plain.vod()).isEmpty();
    assertThat(plain.live())
        .containsExactly(new ObsAnswer.Audio("aac", 1, 6, Map.of("bitrate", 160)));
    assertThat(audio("").live().getFirst().channels()).isEqualTo(2);
    assertThat(audio(",\"audio_channels\":900").live().getFirst().channels()).isEqualTo(2);
    String wants = preferences("1920", "1080", "").replace("audio\":false", "audio\":true");
    assertThat(ladder(Map.of()).audio(question("{" + wants + "}")).vod().orElseThrow())
        .extracting(ObsAnswer.Audio::trackId)
        .containsExactly(2);
  }

  private static ObsAnswer.Audios audio(String more) throws Exception {
    return ladder(Map.of()).audio(question("{" + preferences("1920", "1080", more) + "}"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1080", "1920, 15", "1920, 16385", "-4, 1080"})
  void aPictureOfNoSizeIsToldToTheUser(String width, String height) throws Exception {
    ObsQuestion question = question("{" + preferences(width, height, "") + "}");
    assertThatThrownBy(() -> ladder(Map.of()).video(question))
        .hasMessage("OBS did not say how large its picture is.");
  }

  @ParameterizedTest
  @CsvSource({"{}", "{\"preferences\":null}", "{\"preferences\":{}}"})
  void aQuestionWithoutWishesIsToldToTheUser(String json) throws Exception {
    ObsQuestion question = question(json);
    assertThatThrownBy(() -> ladder(Map.of()).video(question)).hasMessageStartingWith("OBS did");
  }

  @ParameterizedTest
  @CsvSource({
    "ladder, 720, 'obs.ladder: '",
    "ladder, 89@500, 'obs.ladder: '",
    "ladder, 4321@500, 'obs.ladder: '",
    "ladder, '', 'obs.ladder: '",
    "key-frame-interval, 1500ms, 'obs.key-frame-interval: '"
  })
  void mistakesAreFoundAtTheStart(String key, String value, String said) {
    ObsConfig config = ConfigDefaults.of(ObsConfig.class, Map.of(key, value));
    assertThat(ObsLadder.problem(config)).hasValueSatisfying(p -> assertThat(p).startsWith(said));
  }

  @Test
  void theDefaultsAreInOrder() {
    assertThat(ObsLadder.problem(ConfigDefaults.of(ObsConfig.class))).isEmpty();
    assertThat(ObsIngest.problem(ConfigDefaults.of(ObsConfig.class))).isEmpty();
  }

  private static String heights(String preferences) throws JsonProcessingException {
    return String.join(
        " ",
        ladder(Map.of()).video(question("{" + preferences + "}")).stream()
            .map(v -> Integer.toString(v.height()))
            .toList());
  }

  private static String preferences(String width, String height, String more) {
    return "\"preferences\":{\"vod_track_audio\":false,\"width\":%s,\"height\":%s,%s%s}"
        .formatted(width, height, RATE, more);
  }

  private static ObsLadder ladder(Map<String, String> settings) {
    return new ObsLadder(ConfigDefaults.of(ObsConfig.class, settings));
  }

  private static ObsQuestion question(String json) throws JsonProcessingException {
    return new Json().mapper().readValue(json, ObsQuestion.class);
  }
}
