package dev.attune.server.cli;

import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.Format;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.WorkspaceDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// A workspace document on disk.
final class DocumentFile {
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private final byte[] text;
  private final Format format;

  private DocumentFile(byte[] text, Format format) {
    this.text = text;
    this.format = format;
  }

  static DocumentFile read(Path path) throws CommandFailure {
    try {
      long size = Files.size(path);
      if (size > MAX_BYTES) {
        throw new CommandFailure(
            CommandFailure.REFUSED,
            "%s has %,d bytes, at most %,d".formatted(path, size, MAX_BYTES));
      }
      var text = Files.readAllBytes(path);
      return new DocumentFile(text, format(path, text));
    } catch (NoSuchFileException absent) {
      throw new CommandFailure(CommandFailure.USAGE, "there is no file " + path);
    } catch (IOException unreadable) {
      throw new CommandFailure(
          CommandFailure.USAGE, "%s cannot be read: %s".formatted(path, unreadable.getMessage()));
    }
  }

  /// By the ending of the name; by the looks of the text when that says nothing.
  private static Format format(Path path, byte[] text) {
    var name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return Format.JSON;
    }
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Format.YAML : Format.guess(text);
  }

  /// As it is on disk, and not to be changed.
  byte[] text() {
    return text;
  }

  Format format() {
    return format;
  }

  /// @throws InvalidDocument if it cannot be published
  WorkspaceDocument parse() {
    return DocumentReader.workspace(text, format);
  }
}
