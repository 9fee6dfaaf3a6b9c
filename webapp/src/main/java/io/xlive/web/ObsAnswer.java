package io.xlive.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What OBS is to do: {@code GoLiveApi::Config} of OBS Studio.
 *
 * @param status success, or an error with a sentence that OBS shows to its user
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ObsAnswer(
    Meta meta,
    Status status,
    List<Endpoint> ingestEndpoints,
    List<Video> encoderConfigurations,
    Audios audioConfigurations) {

  /** The question's service and schema version, and a name of this answer. */
  record Meta(String service, String schemaVersion, String configId) {}

  /**
   * How it went.
   *
   * @param result success or error
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Status(String result, Optional<String> htmlEnUs) {}

  /** Where to publish; the template holds {@code {stream_key}}. */
  record Endpoint(String protocol, String urlTemplate) {}

  /** A video track; the names of the constants are OBS's. */
  record Video(
      String type,
      int width,
      int height,
      ObsQuestion.Rate framerate,
      String gpuScaleType,
      String colorspace,
      String range,
      String format,
      int canvasIndex,
      Map<String, Object> settings) {}

  /** An audio track. */
  record Audio(String codec, int trackId, int channels, Map<String, Object> settings) {}

  /** The sound that players hear, and one for recordings. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Audios(List<Audio> live, Optional<List<Audio>> vod) {}

  /** An answer that OBS shows to its user, who can do something about it. */
  static ObsAnswer refusal(Meta meta, String sentence) {
    return new ObsAnswer(
        meta,
        new Status("error", Optional.of(sentence)),
        List.of(),
        List.of(),
        new Audios(List.of(), Optional.empty()));
  }
}
