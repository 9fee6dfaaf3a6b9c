package io.xlive.hls;

import io.xlive.spi.media.StreamPath;
import java.util.Optional;

/** Remembers playlists over a restart of the server. Safe for any thread. */
public interface PlaylistJournal {
  /** Remembers nothing: playlists start anew with each start of the server. */
  PlaylistJournal NONE =
      new PlaylistJournal() {
        @Override
        public void write(JournalRecord journal) {}

        @Override
        public Optional<JournalRecord> read(StreamPath path) {
          return Optional.empty();
        }

        @Override
        public void expire() {}
      };

  /** Keeps what it says in place of what was kept for its path; a failure is told in the log. */
  void write(JournalRecord journal);

  /** What was kept last; empty when nothing is, or nothing that can be read. */
  Optional<JournalRecord> read(StreamPath path);

  /** Forgets what is too old or too much. */
  void expire();
}
