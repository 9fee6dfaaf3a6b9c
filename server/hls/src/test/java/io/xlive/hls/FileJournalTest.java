package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static DateRange range(String id, Optional<Instant> end, String... attributes) {
    return new DateRange(
        id,
        NOW,
        end,
        Stream.of(attributes)
            .map(
                a -> new DateRange.Tag(NOW.toEpochMilli(), "#EXT-X-DATERANGE:ID=\"" + id + '"' + a))
            .toList());
  }

  /** The text with another in place of a part of it, and the right sum. */
  private static String changed(String part, String with) {
    String whole = JournalText.write(record(CAM, 7)).replace(part, with);
    String head = whole.substring(0, whole.lastIndexOf("sum "));
    CRC32 crc = new CRC32();
    crc.update(head.getBytes(StandardCharsets.UTF_8));
    return head + "sum " + Long.toHexString(crc.getValue()) + "\n";
  }

  @Test
  void aJournalOfBeforeThereWereDateRangesIsRead() {
    String old = changed("\ndate ", "\nsum date ");
    String head = old.substring(0, old.indexOf("sum date"));
    CRC32 crc = new CRC32();
    crc.update(head.getBytes(StandardCharsets.UTF_8));
    JournalRecord read =
        JournalText.read(head + "sum " + Long.toHexString(crc.getValue()) + "\n").orElseThrow();
    assertThat(read.segments()).isEqualTo(record(CAM, 7).segments());
    assertThat(read.dates()).isEmpty();
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "#EXT-X-DATERANGE:ID=\"1-1\" | #EXT-X-ENDLIST",
        "#EXT-X-DATERANGE:ID=\"1-1\" | #EXT-X-DATERANGE:ID=\"1-2\"",
        "PLANNED | X\u0007PLANNED",
        "PLANNED | X\u00e4",
        "date 2026 | date x",
        "Z - 1-1 | Z 1-1",
        "tag 1772366400000 | tag x",
        "tag 1772366400000 #EXT-X-DATERANGE:ID=\"1-1\" | toes ",
        "date 2026-03-01T12:00:00Z - | toes ",
        "segment | date"
      })
  void aDateRangeThatIsNoneIsNotTaken(String part, String with) {
    assertThat(JournalText.write(record(CAM, 7))).contains(part);
    assertThat(JournalText.read(changed(part, with))).isEmpty();
  }

  @ParameterizedTest(name = "{0} lines of date ranges")
  @CsvSource({"3999, true", "4000, true", "4001, false"})
  void thereMayBeSoMany(int lines, boolean read) {
    String tag = "tag 0 #EXT-X-DATERANGE:ID=\"1-1\",A=1\n";
    String text = changed("sum ", tag.repeat(lines - 5) + "sum ");
    assertThat(JournalText.read(text).isPresent()).isEqualTo(read);
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
                Map.of(new TrackId("video"), 2_000_000_000L, new TrackId("audio"), 1L))),
        List.of(
            range("1-0", Optional.of(NOW.plusSeconds(1)), ",X-TEXT=\"a = b\"", ",SCTE35-IN=0x00"),
            range("1-1", Optional.empty(), ",PLANNED-DURATION=3")));
  }
}
