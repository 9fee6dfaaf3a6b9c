package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration RETENTION = Duration.ofHours(24);
  private static final StreamPath CAM = StreamPath.parse("live/cam1").orElseThrow();

  @TempDir Path folder;

  @Test
  void whatWasWrittenLastIsRead() {
    FileJournal journal = journal(10);
    journal.write(record(CAM, 7));
    journal.write(record(CAM, 8));
    assertThat(journal(10).read(CAM)).contains(record(CAM, 8));
    assertThat(journal.read(StreamPath.parse("live/cam2").orElseThrow())).isEmpty();
  }

  @Test
  void aTextCutAnywhereIsNotHalfBelieved() {
    String whole = JournalText.write(record(CAM, 7));
    for (int length = 0; length < whole.length(); length++) {
      assertThat(JournalText.read(whole.substring(0, length))).as("cut at " + length).isEmpty();
    }
    assertThat(JournalText.read(whole)).contains(record(CAM, 7));
  }

  @Test
  void aDigitThatChangedIsNoticed() {
    String whole = JournalText.write(record(CAM, 7));
    assertThat(JournalText.read(whole.replace("next-number 7", "next-number 6"))).isEmpty();
  }

  @Test
  void damageStartsAnewAndAnotherStreamsFileIsNotTaken() throws IOException {
    FileJournal journal = journal(10);
    journal.write(record(CAM, 7));
    Path file = files().getFirst();
    String other = JournalText.write(record(StreamPath.parse("live/x").orElseThrow(), 3));
    Files.writeString(file, other);
    assertThat(journal.read(CAM)).isEmpty();
    Files.writeString(file, "junk");
    assertThat(journal.read(CAM)).isEmpty();
  }

  @Test
  void aFileStaysForItsRetentionAndNoLonger() throws IOException {
    FileJournal journal = journal(10);
    journal.write(record(CAM, 7));
    Path file = files().getFirst();
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(RETENTION)));
    journal.expire();
    assertThat(journal.read(CAM)).isPresent();
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(RETENTION).minusMillis(1)));
    assertThat(journal.read(CAM)).isEmpty();
    journal.expire();
    assertThat(files()).isEmpty();
  }

  @Test
  void theOldestGoWhenThereAreTooMany() throws IOException {
    FileJournal journal = journal(2);
    for (int i = 0; i < 3; i++) {
      StreamPath path = StreamPath.parse("live/s" + i).orElseThrow();
      journal.write(record(path, i));
      for (Path file : files()) {
        if (Files.readString(file).contains("live/s" + i + "\n")) {
          Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(10 - i)));
        }
      }
      journal.expire();
      assertThat(files()).hasSize(Math.min(i + 1, 2));
    }
    assertThat(journal.read(StreamPath.parse("live/s0").orElseThrow())).isEmpty();
    assertThat(journal.read(StreamPath.parse("live/s2").orElseThrow())).isPresent();
  }

  @Test
  void noneIsKeptWhenNoneMayBe() throws IOException {
    journal(0).write(record(CAM, 7));
    assertThat(Files.exists(folder.resolve("playlists"))).isFalse();
  }

  @Test
  void othersOfTheMachineCannotReadIt() throws IOException {
    journal(10).write(record(CAM, 7));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
        .isEqualTo("rw-r-----");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("playlists"))))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void aFolderThatCannotBeMadeIsNoFailureOfTheStream() throws IOException {
    Files.writeString(folder.resolve("playlists"), "a file in its place");
    journal(10).write(record(CAM, 7));
    assertThat(journal(10).read(CAM)).isEmpty();
  }

  private FileJournal journal(int most) {
    return new FileJournal(folder.resolve("playlists"), RETENTION, most, InstantSource.fixed(NOW));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(folder.resolve("playlists"))) {
      return all.toList();
    }
  }

  private static JournalRecord record(StreamPath path, long next) {
    return new JournalRecord(
        path,
        NOW,
        2,
        200_000_000L,
        next,
        1,
        NOW.plusSeconds(14),
        false,
        List.of(
            new JournalRecord.Listed(
                4,
                next - 1,
                true,
                1,
                NOW.plusSeconds(12),
                2_000_000_000L,
                Map.of(new TrackId("video"), 2_000_000_000L, new TrackId("audio"), 1L))));
  }
}
