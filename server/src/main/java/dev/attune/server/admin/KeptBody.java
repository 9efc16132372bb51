package dev.attune.server.admin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A body that is read more than once: in a file that nobody but its owner can read. Where the
/// system allows it no folder lists the file, so that it is gone when the process is, however that
/// ends.
final class KeptBody implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileChannel file;

  private KeptBody(FileChannel file) {
    this.file = file;
  }

  /// Reads a body to its end.
  static KeptBody of(InputStream body) throws IOException {
    Path path = Files.createTempFile("attune-upload-", "");
    var kept =
        new KeptBody(
            FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    boolean whole = false;
    try {
      body.transferTo(Channels.newOutputStream(kept.file));
      whole = true;
      return kept;
    } finally {
      if (!whole) {
        kept.close();
      }
    }
  }

  /// From its beginning; only the one asked for last may be read.
  InputStream content() throws IOException {
    file.position(0);
    return new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
