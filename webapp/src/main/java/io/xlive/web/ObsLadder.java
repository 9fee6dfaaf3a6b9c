package io.xlive.web;

import io.xlive.kernel.ObsConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses what an OBS shall send, within what its user, its picture and its machine allow. */
final class ObsLadder {
  /** What OBS knows to set up at most ({@code MAX_OUTPUT_VIDEO_ENCODERS}). */
  private static final int MOST_TRACKS = 10;

  private static final int MOST_CHANNELS = 8;
  private static final int LARGEST_SIDE = 16_384;
  private static final int FEWEST_KBITS = 100;

  /** Releases before 2025 name no encoders, only cards, by their PCI vendor. */
  private static final Map<Integer, String> ENCODER_OF_VENDOR =
      Map.of(0x10DE, "obs_nvenc_h264_tex", 0x1002, "h264_texture_amf", 0x8086, "obs_qsv11_v2");

  private static final String SOFTWARE = "obs_x264";

  private final ObsConfig config;
  private final List<ObsRung> rungs;

  /**
   * A ladder as configured.
   *
   * @throws IllegalArgumentException when an entry of {@code obs.ladder} is none
   */
  ObsLadder(ObsConfig config) {
    this.config = config;
    this.rungs =
        config.ladder().stream()
            .map(ObsRung::parse)
            .sorted(Comparator.comparingInt(ObsRung::height).reversed())
            .toList();
  }

  /** What is wrong with a configuration; empty when nothing is. */
  static Optional<String> problem(ObsConfig config) {
    if (config.ladder().isEmpty() || config.ladder().size() > MOST_TRACKS) {
      return Optional.of("obs.ladder: 1 to " + MOST_TRACKS + " renditions are possible");
    }
    try {
      config.ladder().forEach(ObsRung::parse);
    } catch (IllegalArgumentException e) {
      return Optional.of("obs.ladder: " + e.getMessage());
    }
    return config.keyFrameInterval().toMillis() % 1000 == 0
        ? Optional.empty()
        : Optional.of("obs.key-frame-interval: OBS knows whole seconds only");
  }

  /**
   * The video tracks, the largest first; empty when OBS has no encoder that is listed.
   *
   * @throws IllegalArgumentException when the question lacks a size or a rate; the message is a
   *     sentence for OBS's user
   */
  List<ObsAnswer.Video> video(ObsQuestion question) {
    ObsQuestion.Preferences wishes = wishes(question);
    ObsQuestion.Canvas canvas = wishes.canvas();
    ObsQuestion.Rate rate = canvas.framerate().orElse(new ObsQuestion.Rate(0, 0));
    if (!side(canvas.width()) || !side(canvas.height())) {
      throw new IllegalArgumentException("OBS did not say how large its picture is.");
    }
    if (rate.numerator() < 1 || rate.denominator() < 1) {
      throw new IllegalArgumentException("OBS did not say its frame rate.");
    }
    Optional<String> encoder = encoder(question);
    if (encoder.isEmpty()) {
      return List.of();
    }
    return affordable(spread(fitting(canvas), tracks(wishes)), wishes).stream()
        .map(rung -> video(rung, canvas, rate, encoder.get()))
        .toList();
  }

  /** The sound, and a second one for recordings when OBS's user has switched that on. */
  ObsAnswer.Audios audio(ObsQuestion question) {
    ObsQuestion.Preferences wishes = wishes(question);
    int channels = wishes.audioChannels().filter(n -> n > 0 && n <= MOST_CHANNELS).orElse(2);
    return new ObsAnswer.Audios(
        List.of(audio(1, channels)),
        wishes.vodTrackAudio() ? Optional.of(List.of(audio(2, channels))) : Optional.empty());
  }

  private ObsAnswer.Audio audio(int track, int channels) {
    return new ObsAnswer.Audio("aac", track, channels, Map.of("bitrate", config.audioBitrate()));
  }

  private static ObsQuestion.Preferences wishes(ObsQuestion question) {
    return question
        .preferences()
        .orElseThrow(() -> new IllegalArgumentException("OBS did not say what it can send."));
  }

  private static boolean side(int length) {
    return length >= 16 && length <= LARGEST_SIDE;
  }

  private Optional<String> encoder(ObsQuestion question) {
    Optional<List<String>> has = question.client().flatMap(ObsQuestion.Client::supportedEncoders);
    if (has.isPresent()) {
      return config.encoders().stream().filter(has.get()::contains).findFirst();
    }
    return question.capabilities().flatMap(ObsQuestion.Capabilities::gpu).stream()
        .flatMap(List::stream)
        .flatMap(gpu -> Optional.ofNullable(ENCODER_OF_VENDOR.get(gpu.vendorId())).stream())
        .filter(config.encoders()::contains)
        .findFirst()
        .or(() -> Optional.of(SOFTWARE).filter(config.encoders()::contains));
  }

  /** Nothing is scaled up; a picture below the whole ladder goes as it is. */
  private List<ObsRung> fitting(ObsQuestion.Canvas canvas) {
    List<ObsRung> fitting =
        rungs.stream().filter(rung -> rung.height() <= canvas.height()).toList();
    return fitting.isEmpty()
        ? List.of(new ObsRung(canvas.height(), rungs.getLast().kbits()))
        : fitting;
  }

  private static int tracks(ObsQuestion.Preferences wishes) {
    return wishes.maximumVideoTracks().filter(n -> n > 0 && n < MOST_TRACKS).orElse(MOST_TRACKS);
  }

  /** Where not all may be sent: the largest, the smallest, and some in between. */
  private static List<ObsRung> spread(List<ObsRung> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<ObsRung> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get(most == 1 ? 0 : i * (all.size() - 1) / (most - 1)));
    }
    return some;
  }

  /** The largest that leaves room for the smallest, then what fits in between. */
  private List<ObsRung> affordable(List<ObsRung> all, ObsQuestion.Preferences wishes) {
    int sounds = wishes.vodTrackAudio() ? 2 : 1;
    long room =
        wishes.maximumAggregateBitrate().filter(n -> n > 0).orElse(Long.MAX_VALUE)
            - (long) sounds * config.audioBitrate();
    ObsRung smallest = all.getLast();
    if (smallest.kbits() >= room) {
      return List.of(new ObsRung(smallest.height(), (int) Math.max(FEWEST_KBITS, room)));
    }
    List<ObsRung> chosen = new ArrayList<>();
    room -= smallest.kbits();
    for (ObsRung rung : all.subList(0, all.size() - 1)) {
      if (rung.kbits() <= room) {
        chosen.add(rung);
        room -= rung.kbits();
      }
    }
    chosen.add(smallest);
    return chosen;
  }

  private ObsAnswer.Video video(
      ObsRung rung, ObsQuestion.Canvas canvas, ObsQuestion.Rate rate, String encoder) {
    int height = rung.height() / 2 * 2;
    int width = (int) Math.round(rung.height() * (double) canvas.width() / canvas.height() / 2) * 2;
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rate_control", "CBR");
    settings.put("bitrate", rung.kbits());
    settings.put("keyint_sec", (int) config.keyFrameInterval().toSeconds());
    settings.put("profile", "high");
    settings.put("bf", 0);
    if (encoder.equals(SOFTWARE)) {
      settings.put("preset", "veryfast");
    }
    return new ObsAnswer.Video(
        encoder,
        Math.max(width, 16),
        height,
        rate,
        "OBS_SCALE_BICUBIC",
        "VIDEO_CS_709",
        "VIDEO_RANGE_PARTIAL",
        "VIDEO_FORMAT_NV12",
        0,
        settings);
  }
}
