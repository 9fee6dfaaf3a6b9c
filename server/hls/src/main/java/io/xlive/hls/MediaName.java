package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import java.util.Optional;

/** A file name below a stream, as players ask for it. */
public sealed interface MediaName {
  /** A media playlist of a track. */
  record Playlist(TrackId track) implements MediaName {}

  /** The media playlist of the MPEG-TS form. */
  record TsPlaylist() implements MediaName {}

  /** The playlist of a video track's key frames. */
  record KeyFrames(TrackId track) implements MediaName {}

  /** The key frame of a segment. */
  record KeyFrame(TrackId track, long epoch, long number) implements MediaName {}

  /** An initialization section. */
  record Init(TrackId track, long epoch, int number) implements MediaName {}

  /** A media segment of a track. */
  record MediaSegment(TrackId track, long epoch, long number) implements MediaName {}

  /** A part of a media segment, counted from 0. */
  record MediaPart(TrackId track, long epoch, long number, int part) implements MediaName {}

  /** An MPEG-TS segment. */
  record TsSegment(long epoch, long number) implements MediaName {}

  /**
   * Reads a name. Only the one spelling that playlists contain is accepted, so that caches never
   * hold a file twice.
   *
   * @return empty for anything else
   */
  static Optional<MediaName> parse(String file) {
    return file.length() > 96 ? Optional.empty() : Grammar.parse(file);
  }

  /** The forms of names. */
  final class Grammar {
    private static final int DECIMAL = 10;
    private static final int EPOCH_BASE = 36;
    private static final int EPOCH_DIGITS = 12;
    private static final int NUMBER_DIGITS = 18;
    private static final int SMALL_DIGITS = 9;
    private static final long NONE = -1;

    private Grammar() {}

    private static Optional<MediaName> parse(String file) {
      if (file.equals(MediaNames.tsPlaylist())) {
        return Optional.of(new TsPlaylist());
      }
      String[] fields = file.split(",", 5);
      String last = fields[fields.length - 1];
      if (fields.length == 2) {
        if (last.equals("iframes.m3u8")) {
          return TrackId.parse(fields[0]).map(KeyFrames::new);
        }
        return last.equals("index.m3u8")
            ? TrackId.parse(fields[0]).map(Playlist::new)
            : Optional.empty();
      }
      if (fields.length < 2 || fields.length > 4) {
        return Optional.empty();
      }
      long epoch = number(fields[1], EPOCH_BASE, EPOCH_DIGITS);
      if (fields.length == 4) {
        long number = number(fields[2], DECIMAL, NUMBER_DIGITS);
        if (last.equals("key.m4s")) {
          return epoch == NONE || number == NONE
              ? Optional.empty()
              : TrackId.parse(fields[0]).map(t -> new KeyFrame(t, epoch, number));
        }
        long part = number(between("", last, ".m4s"), DECIMAL, SMALL_DIGITS);
        return epoch == NONE || number == NONE || part == NONE
            ? Optional.empty()
            : TrackId.parse(fields[0]).map(t -> new MediaPart(t, epoch, number, (int) part));
      }
      if (last.startsWith("init-")) {
        long number = number(between("init-", last, ".mp4"), DECIMAL, SMALL_DIGITS);
        return epoch == NONE || number == NONE
            ? Optional.empty()
            : TrackId.parse(fields[0]).map(t -> new Init(t, epoch, (int) number));
      }
      boolean ts = fields[0].equals("ts") && last.endsWith(".ts");
      long number = number(between("", last, ts ? ".ts" : ".m4s"), DECIMAL, NUMBER_DIGITS);
      if (epoch == NONE || number == NONE) {
        return Optional.empty();
      }
      return ts
          ? Optional.of(new TsSegment(epoch, number))
          : TrackId.parse(fields[0]).map(t -> new MediaSegment(t, epoch, number));
    }

    /** What stands between the two; empty, and so no number, when they are not there. */
    private static String between(String before, String text, String after) {
      return text.startsWith(before) && text.endsWith(after)
          ? text.substring(before.length(), text.length() - after.length())
          : "";
    }

    /** A number in its one spelling, or {@link #NONE}. */
    private static long number(String text, int base, int mostDigits) {
      if (text.isEmpty()
          || text.length() > mostDigits
          || (text.length() > 1 && text.charAt(0) == '0')) {
        return NONE;
      }
      long value = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : base;
        if (digit >= base) {
          return NONE;
        }
        value = value * base + digit;
      }
      return value;
    }
  }
}
