package dev.attune.storage.sql;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The bytes between the cell pointers and the cells of each b-tree page: SQLite neither reads them
/// nor, when it rebuilds a page, overwrites them, so copies of rows that were moved stay there. See
/// RATIONALE.md, Erasure, and the [file format](https://www.sqlite.org/fileformat2.html), 1.6.
final class UnallocatedSpace {
  /// By what tells files apart. None is ever closed: with any descriptor of a file that a process
  /// closes, all locks go that it holds on the file (`fcntl(2)`), SQLite's too. No channels, which
  /// an interrupt would close.
  private static final Map<Object, RandomAccessFile> OPEN = new HashMap<>();

  private static final int LARGEST_PAGE = 65_536;
  private static final byte[] ZEROS = new byte[LARGEST_PAGE];
  private static final int READ_AT_ONCE = 16 * LARGEST_PAGE;
  private static final int MOST_PAGES = 1 << 25;
  private static final int FILE_HEADER = 100;
  private static final int PAGE_SIZE = 16;
  private static final int CELLS = 3;
  private static final int CONTENT = 5;

  private final RandomAccessFile file;
  private final byte[] pages = new byte[READ_AT_ONCE];

  private UnallocatedSpace(RandomAccessFile file) {
    this.file = file;
  }

  /// Fills it with zeros, on disk when this returns.
  ///
  /// The caller keeps everybody from writing to the database, and all of it is in this file,
  /// nothing in the log. Others may read meanwhile. Those who write have pages in their caches as
  /// they were before: they must not write them.
  ///
  /// @param most how many pages that hold something to clear
  /// @return whether that was all. If not, begin anew: pages that are rebuilt may have changed
  ///   places
  /// @throws IOException also if the file is none of SQLite's, or has so many pages (2^25, 128 GiB
  ///   of them) that it cannot be told from a page alone what it is; what was cleared before stays
  ///   so
  static boolean clear(Path path, int most) throws IOException {
    synchronized (OPEN) {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      var key = Objects.requireNonNullElse(attributes.fileKey(), path.toRealPath());
      var file = OPEN.get(key);
      if (file == null) {
        file = new RandomAccessFile(path.toFile(), "rw");
        OPEN.put(key, file);
      }
      return new UnallocatedSpace(file).clear(most);
    }
  }

  private boolean clear(int most) throws IOException {
    int cleared = 0;
    long size = file.length();
    int pageSize = 0;
    for (long read = 0; read < size && cleared < most; read += READ_AT_ONCE) {
      int length = (int) Math.min(READ_AT_ONCE, size - read);
      file.seek(read);
      file.readFully(pages, 0, length);
      if (read == 0) {
        pageSize = upTo64Ki(PAGE_SIZE);
        if (size / pageSize >= MOST_PAGES) {
          throw new IOException("the file has " + size + " bytes, which are too many");
        }
      }
      if (length % pageSize != 0) {
        throw new EOFException("the last page is not whole");
      }
      for (int page = 0; page < length && cleared < most; page += pageSize) {
        cleared += clear(read + page, page, pageSize) ? 1 : 0;
      }
    }
    file.getFD().sync();
    return cleared < most;
  }

  /// @param at where the page is in the file
  /// @param page where it is in what was read
  /// @return whether there was something
  private boolean clear(long at, int page, int size) throws IOException {
    int header = at == 0 ? FILE_HEADER : page;
    // What a page of a b-tree begins with. Others begin with the highest byte of a page's number.
    int length =
        switch (pages[header]) {
          case 2, 5 -> 12; // inner page of an index, of a table
          case 10, 13 -> 8; // leaf of an index, of a table
          default -> 0;
        };
    if (length == 0) {
      return false;
    }
    int from = header + length + 2 * unsignedShort(header + CELLS);
    int to = page + upTo64Ki(header + CONTENT);
    if (from > to || to > page + size) {
      throw new IOException("the page at " + at + " is none of SQLite's");
    }
    if (Arrays.mismatch(pages, from, to, ZEROS, 0, to - from) < 0) {
      return false;
    }
    file.seek(at + from - page);
    file.write(ZEROS, 0, to - from);
    return true;
  }

  /// A size, or where something begins: 65,536 is written as 0 or 1, which are none.
  private int upTo64Ki(int at) {
    int number = unsignedShort(at);
    return number <= 1 ? LARGEST_PAGE : number;
  }

  private int unsignedShort(int at) {
    return (pages[at] & 0xff) << 8 | (pages[at + 1] & 0xff);
  }
}
