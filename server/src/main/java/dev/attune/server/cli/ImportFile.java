package dev.attune.server.cli;

import dev.attune.server.upload.UploadFormat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A file of profiles, compressed or not.
///
/// @param bytes how large it is on disk
/// @param head a hash of how it begins: with its size it tells the file from another
record ImportFile(Path path, UploadFormat format, long bytes, String head) {
  private static final int HEAD_BYTES = 1024 * 1024;
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final String COMPRESSED = ".gz";

  /// @param format csv or ndjson; null for what the ending of the name says
  static ImportFile of(Path path, @Nullable String format) throws CommandFailure {
    try (var in = Files.newInputStream(path)) {
      var known = format(path, format);
      var head = MessageDigest.getInstance("SHA-256").digest(in.readNBytes(HEAD_BYTES));
      return new ImportFile(path, known, Files.size(path), HexFormat.of().formatHex(head));
    } catch (NoSuchFileException absent) {
      throw new CommandFailure(CommandFailure.USAGE, "there is no file " + path);
    } catch (IOException unreadable) {
      throw unreadable(path, unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  static CommandFailure unreadable(Path path, IOException failure) {
    return new CommandFailure(
        CommandFailure.USAGE, "%s cannot be read: %s".formatted(path, failure.getMessage()));
  }

  private static UploadFormat format(Path path, @Nullable String format) throws CommandFailure {
    var name = path.toString();
    if (isCompressed(path)) {
      name = name.substring(0, name.length() - COMPRESSED.length());
    }
    var known =
        switch (format) {
          case null -> UploadFormat.ofFile(name);
          case "csv" -> UploadFormat.CSV;
          case "ndjson" -> UploadFormat.NDJSON;
          default ->
              throw new CommandFailure(
                  CommandFailure.USAGE, "the format is '%s', csv or ndjson".formatted(format));
        };
    if (known == null) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "%s ends neither in .csv nor in .ndjson or .jsonl (nor one of them and .gz); say --format"
              .formatted(path));
    }
    return known;
  }

  private static boolean isCompressed(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(COMPRESSED);
  }

  Content open() throws IOException {
    return new Content(this);
  }

  /// What is in the file, from its beginning.
  static final class Content extends FilterInputStream {
    private final Counting file;

    private Content(ImportFile of) throws IOException {
      this(of, new Counting(Files.newInputStream(of.path())));
    }

    private Content(ImportFile of, Counting file) throws IOException {
      super(isCompressed(of.path()) ? new GZIPInputStream(file, BUFFER_BYTES) : file);
      this.file = file;
    }

    /// How many bytes of the file on disk were read.
    long position() {
      return file.count;
    }
  }

  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count += Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = super.skip(n);
      count += skipped;
      return skipped;
    }
  }
}
