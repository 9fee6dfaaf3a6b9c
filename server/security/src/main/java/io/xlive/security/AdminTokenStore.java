package io.xlive.security;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.TokenCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One token, in a file that only its owner can read: whoever owns the machine's files may
 * administrate. Made at the first start; deleting the file and restarting makes another.
 */
public final class AdminTokenStore implements IdentityStore {
  /** The caller's name. */
  public static final String CALLER = "local-admin";

  private static final int TOKEN_BYTES = 32;
  private static final int LEAST_CHARS = 32;

  private final byte[] token;

  private AdminTokenStore(String token) {
    this.token = token.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the token, or makes one.
   *
   * @throws XliveException when the file can be neither read nor made, or holds too short a token
   */
  public static AdminTokenStore at(Path file, RandomGenerator random) {
    try {
      if (!Files.exists(file)) {
        make(file, random);
      }
      String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (token.length() < LEAST_CHARS) {
        throw new XliveException(
            SpiError.INVALID_CONFIGURATION,
            file
                + " holds a token of less than "
                + LEAST_CHARS
                + " characters; delete it for a new one");
      }
      return new AdminTokenStore(token);
    } catch (IOException e) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION,
          "cannot read or write the admin token " + file + ": " + e.getMessage(),
          e);
    }
  }

  private static void make(Path file, RandomGenerator random) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(file.getParent(), attributes(posix, "rwxr-x---"));
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    // Made empty with its final rights first: at no moment can anybody else read the secret.
    Files.createFile(file, attributes(posix, "rw-------"));
    Files.writeString(
        file,
        HexFormat.of().formatHex(secret) + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.WRITE);
  }

  private static FileAttribute<?>[] attributes(boolean posix, String rights) {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(rights);
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof TokenCredential shown
        && MessageDigest.isEqual(token, shown.token().getBytes(StandardCharsets.UTF_8))) {
      return new CredentialValidationResult(CALLER, Set.of("admin"));
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }
}
