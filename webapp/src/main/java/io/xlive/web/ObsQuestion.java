package io.xlive.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;

/**
 * What OBS says of itself when it asks for a configuration: {@code GoLiveApi::PostData} of OBS
 * Studio, schema versions 2024-06-04 and 2025-01-25. Each release adds fields, so unknown ones are
 * no mistake here. What an older release does not say is empty or zero.
 *
 * @param service echoed
 * @param schemaVersion echoed
 * @param authentication the stream key: the stream's name, with a query perhaps
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ObsQuestion(
    Optional<String> service,
    Optional<String> schemaVersion,
    Optional<String> authentication,
    Optional<Client> client,
    Optional<Capabilities> capabilities,
    Optional<Preferences> preferences) {

  /** The program and its encoders. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Client(Optional<List<String>> supportedCodecs, Optional<List<String>> supportedEncoders) {}

  /** The machine. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Capabilities(Optional<List<Gpu>> gpu) {}

  /** A graphics card; {@code vendorId} is that of PCI. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Gpu(int vendorId) {}

  /** Frames per second as a fraction. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Rate(int numerator, int denominator) {}

  /** A picture that OBS composes: what it scales to, and how often. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Canvas(int width, int height, Optional<Rate> framerate) {}

  /**
   * What its user wants.
   *
   * @param maximumAggregateBitrate of all tracks, kbit/s
   * @param vodTrackAudio whether it has a second sound, for recordings
   * @param canvases since 2025; before, width, height and frame rate stand here
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Preferences(
      Optional<Long> maximumAggregateBitrate,
      Optional<Integer> maximumVideoTracks,
      boolean vodTrackAudio,
      int width,
      int height,
      Optional<Rate> framerate,
      Optional<List<Canvas>> canvases,
      Optional<Integer> audioChannels) {

    /** The picture that the renditions are made of. */
    Canvas canvas() {
      return canvases
          .flatMap(all -> all.stream().findFirst())
          .orElseGet(() -> new Canvas(width, height, framerate));
    }
  }
}
