package io.xlive.hls;

import io.xlive.spi.media.StreamPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for each stream in one folder. A file is replaced as a whole, so a process that is killed
 * in the middle leaves the one before. Its name is a digest of the path: what a publisher calls its
 * stream never becomes a file name.
 */
public final class FileJournal implements PlaylistJournal {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final String SUFFIX = ".playlist";
  private static final String UNFINISHED = ".new";
  private static final FileAttribute<?>[] NOTHING = {};
  private static final FileAttribute<?>[] FOLDER = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"))
  };
  private static final FileAttribute<?>[] FILE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
  };
  private static final Set<StandardOpenOption> OPEN =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private final Path folder;
  private final Duration retention;
  private final int most;
  private final InstantSource clock;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * A journal; the folder is made when something is written.
   *
   * @param folder its own
   * @param retention how long after its last change a file stays
   * @param most files kept, the oldest go first; 0 keeps none
   */
  public FileJournal(Path folder, Duration retention, int most, InstantSource clock) {
    this.folder = folder;
    this.retention = retention;
    this.most = most;
    this.clock = clock;
  }

  @Override
  public void write(JournalRecord journal) {
    if (most == 0) {
      return;
    }
    Path file = file(journal.path());
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try {
      try {
        put(unfinished, JournalText.write(journal));
      } catch (NoSuchFileException e) {
        Files.createDirectories(folder, posix() ? FOLDER : NOTHING);
        put(unfinished, JournalText.write(journal));
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      if (failing.compareAndSet(true, false)) {
        LOG.info("playlists are written to {} again", folder);
      }
    } catch (IOException e) {
      // A full disk does not end a stream; after a restart its numbers would start at 0.
      if (failing.compareAndSet(false, true)) {
        LOG.warn(
            "playlists cannot be written to {}, so they will not survive a restart: {}",
            folder,
            e.toString());
      }
    }
  }

  private void put(Path file, String text) throws IOException {
    try (SeekableByteChannel out = Files.newByteChannel(file, OPEN, posix() ? FILE : NOTHING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  private boolean posix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public Optional<JournalRecord> read(StreamPath path) {
    Path file = file(path);
    try {
      if (!Files.exists(file) || old(file)) {
        return Optional.empty();
      }
      Optional<JournalRecord> found =
          JournalText.read(Files.readString(file, StandardCharsets.UTF_8))
              .filter(journal -> journal.path().equals(path));
      if (found.isEmpty()) {
        LOG.warn("{}: {} is damaged; the playlist starts anew", path, file);
      }
      return found;
    } catch (IOException e) {
      LOG.warn("{}: {} cannot be read; the playlist starts anew: {}", path, file, e.toString());
      return Optional.empty();
    }
  }

  private boolean old(Path file) throws IOException {
    long age = clock.millis() - Files.getLastModifiedTime(file).toMillis();
    return age > retention.toMillis();
  }

  @Override
  public void expire() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      List<Path> kept = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
        for (Path file : files) {
          if (old(file)) {
            Files.deleteIfExists(file);
          } else {
            kept.add(file);
          }
        }
      }
      if (kept.size() > most) {
        kept.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        for (Path file : kept.subList(0, kept.size() - most)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("old playlists in {} cannot be deleted: {}", folder, e.toString());
    }
  }

  private Path file(StreamPath path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(path.toString().getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + SUFFIX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
