package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file name below a stream, as players ask for it. */
public sealed interface MediaName {
  /** A media playlist of a track. */
  record Playlist(TrackId track) implements MediaName {}

  /** The media playlist of the MPEG-TS form. */
  record TsPlaylist() implements MediaName {}

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
    private static final String TRACK = "([a-z0-9-]{1,32})";
    private static final String EPOCH = "(0|[1-9a-z][0-9a-z]{0,11})";
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String SMALL = "(0|[1-9][0-9]{0,8})";
    private static final Pattern PLAYLIST = Pattern.compile(TRACK + ",index\\.m3u8");
    private static final Pattern INIT =
        Pattern.compile(TRACK + "," + EPOCH + ",init-" + SMALL + "\\.mp4");
    private static final Pattern SEGMENT =
        Pattern.compile(TRACK + "," + EPOCH + "," + NUMBER + "(?:," + SMALL + ")?\\.m4s");
    private static final Pattern TS = Pattern.compile("ts," + EPOCH + "," + NUMBER + "\\.ts");

    private Grammar() {}

    private static Optional<MediaName> parse(String file) {
      if (file.equals(MediaNames.tsPlaylist())) {
        return Optional.of(new TsPlaylist());
      }
      Matcher m = SEGMENT.matcher(file);
      if (m.matches()) {
        TrackId track = new TrackId(m.group(1));
        long number = Long.parseLong(m.group(3));
        return Optional.of(
            m.group(4) == null
                ? new MediaSegment(track, epoch(m.group(2)), number)
                : new MediaPart(track, epoch(m.group(2)), number, Integer.parseInt(m.group(4))));
      }
      m = PLAYLIST.matcher(file);
      if (m.matches()) {
        return Optional.of(new Playlist(new TrackId(m.group(1))));
      }
      m = INIT.matcher(file);
      if (m.matches()) {
        return Optional.of(
            new Init(new TrackId(m.group(1)), epoch(m.group(2)), Integer.parseInt(m.group(3))));
      }
      m = TS.matcher(file);
      return m.matches()
          ? Optional.of(new TsSegment(epoch(m.group(1)), Long.parseLong(m.group(2))))
          : Optional.empty();
    }

    private static long epoch(String digits) {
      return Long.parseLong(digits, 36);
    }
  }
}
