package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnallocatedSpaceTest {
  private static final Pattern DELETED = Pattern.compile("row [0-9]*[13579]!");
  private static final int ROWS = 8_000;
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir Path directory;

  private final Random random = new Random(7);
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("some.db");
  }

  private static String text(int row) {
    return "row " + row + "!";
  }

  /// A table and an index of texts that came in any order and of which the odd ones are deleted.
  private void create(int pageSize) throws SQLException {
    try (var connection = connect();
        var sql = connection.createStatement()) {
      sql.execute("PRAGMA page_size = " + pageSize);
      sql.execute("PRAGMA journal_mode = WAL");
      sql.execute("PRAGMA secure_delete = ON");
      sql.execute("CREATE TABLE t (key INTEGER PRIMARY KEY, data TEXT NOT NULL)");
      sql.execute("CREATE TABLE i (data TEXT PRIMARY KEY) WITHOUT ROWID");
      connection.setAutoCommit(false);
      var rows = new ArrayList<Integer>();
      for (int row = 0; row < ROWS; row++) {
        rows.add(row);
      }
      Collections.shuffle(rows, random);
      try (var table = connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
          var index = connection.prepareStatement("INSERT INTO i VALUES (?)")) {
        for (int row : rows) {
          var data = text(row).repeat(1 + random.nextInt(6));
          table.setInt(1, row);
          table.setString(2, data);
          table.executeUpdate();
          index.setString(1, data);
          index.executeUpdate();
        }
      }
      sql.execute("DELETE FROM i WHERE data IN (SELECT data FROM t WHERE key % 2 = 1)");
      sql.execute("DELETE FROM t WHERE key % 2 = 1");
      connection.commit();
    } // The last connection moves the log into the file.
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private long copiesOfDeleted() throws IOException {
    var bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    return DELETED.matcher(bytes).results().count();
  }

  private Map<Integer, String> rows() throws SQLException {
    var all = new TreeMap<Integer, String>();
    try (var connection = connect();
        var sql = connection.createStatement()) {
      try (var row = sql.executeQuery("PRAGMA integrity_check")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("ok");
      }
      try (var rows = sql.executeQuery("SELECT key, data FROM t JOIN i USING (data)")) {
        while (rows.next()) {
          all.put(rows.getInt(1), rows.getString(2));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4_096, 65_536})
  void holdsNothingOnceItIsCleared(int pageSize) throws Exception {
    create(pageSize);
    assertThat(copiesOfDeleted()).isPositive();
    var before = rows();
    assertThat(before).hasSize(ROWS / 2);
    assertThat(UnallocatedSpace.clear(file, ALL)).isTrue();
    assertThat(copiesOfDeleted()).isZero();
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void isClearedAFewPagesAtATime() throws Exception {
    create(4_096);
    int times = 1;
    for (long before = copiesOfDeleted(); !UnallocatedSpace.clear(file, 10); times++) {
      long now = copiesOfDeleted();
      assertThat(now).isLessThanOrEqualTo(before);
      before = now;
    }
    assertThat(copiesOfDeleted()).isZero();
    assertThat(times).isGreaterThan(5);
    assertThat(rows()).hasSize(ROWS / 2);
  }

  /// Nor does an interrupt.
  @Test
  @EnabledOnOs(OS.LINUX)
  void takesNoLocksAway() throws Exception {
    create(4_096);
    try (var connection = connect();
        var sql = connection.createStatement()) {
      sql.execute("DELETE FROM t WHERE key = 0");
      var before = locks();
      assertThat(before).isNotEmpty();
      Thread.currentThread().interrupt();
      UnallocatedSpace.clear(file, ALL);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(locks()).isEqualTo(before);
    }
  }

  /// Those on the file, as the kernel lists them.
  private List<String> locks() throws IOException {
    var inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .filter(lock -> lock.contains(inode))
        .map(lock -> lock.substring(lock.indexOf(':')))
        .toList();
  }

  @Test
  void whatIsNoPageIsLeftAsItIs() throws IOException {
    var page = new byte[4_096];
    page[16] = 16; // 4,096 bytes a page
    page[100] = 13;
    for (var content : List.of(107, 4_097)) {
      page[105] = (byte) (content >> 8);
      page[106] = (byte) (int) content;
      page[3_000] = 1;
      Files.write(file, page);
      assertThatThrownBy(() -> UnallocatedSpace.clear(file, ALL))
          .isInstanceOf(IOException.class)
          .hasMessage("the page at 0 is none of SQLite's");
      assertThat(Files.readAllBytes(file)).isEqualTo(page);
    }
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> UnallocatedSpace.clear(file, ALL)).isInstanceOf(IOException.class);
  }
}
