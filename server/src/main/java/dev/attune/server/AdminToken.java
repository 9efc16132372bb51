package dev.attune.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The secret that opens the admin API.
final class AdminToken {
  private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);
  private static final int BYTES = 24;

  private AdminToken() {}

  /// The setting's; else the one kept in the file; else a new one, which the file keeps then and
  /// only its owner can read.
  static String of(Settings settings) throws IOException {
    var set = settings.adminToken();
    if (set != null) {
      return set;
    }
    var file = settings.adminTokenFile();
    if (!Files.exists(file)) {
      create(file);
    }
    var token = Files.readString(file).strip();
    if (token.length() < Settings.MIN_TOKEN_LENGTH) {
      throw new IOException("%s has no token; delete it to have one made".formatted(file));
    }
    LOG.info("the admin token is in {}", file);
    return token;
  }

  /// Of several servers that start at once, the first one's token stands.
  private static void create(Path file) throws IOException {
    var secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    var draft = Files.createTempFile(parent, "admin-token", ".new"); // its owner's only, everywhere
    try {
      if (posix) {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(draft, token + "\n", StandardOpenOption.WRITE);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException another) {
      LOG.debug("another server made {} first", file, another);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
