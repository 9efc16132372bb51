package dev.attune.storage.sql;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.encoding.StoredHistory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads people, on one connection. A lookup is one statement unless two people share a hash, or
/// the id leads to another.
final class PersonRows {
  private final Slots slots;
  private final PersonCodec codec = new PersonCodec();
  private final PreparedStatement row;
  private final PreparedStatement rowAndBlocks;
  private final PreparedStatement page;
  private final PreparedStatement begin;
  private final PreparedStatement end;

  PersonRows(Connection connection, Slots slots) throws SQLException {
    this.slots = slots;
    row = connection.prepareStatement("SELECT data FROM person WHERE key = ?");
    rowAndBlocks =
        connection.prepareStatement(
            "SELECT data FROM person WHERE key BETWEEN ? AND ? ORDER BY key");
    page =
        connection.prepareStatement(
            """
            SELECT p.data FROM person_in_order o JOIN person p ON p.key = o.person
            WHERE o.workspace = ? AND o.customer_id > ? ORDER BY o.customer_id LIMIT ?
            """);
    begin = connection.prepareStatement("BEGIN");
    end = connection.prepareStatement("COMMIT");
  }

  /// Who has this id, or whom it leads to.
  ///
  /// @param since how far back the history is wanted; null for none of it
  @Nullable Profile find(long workspace, String customerId, @Nullable Instant since)
      throws SQLException {
    return follow(customerId, id -> lookUp(workspace, id, since));
  }

  /// The numbers of the last events of whoever has this id or is led to by it; none where there is
  /// no such person.
  long[] lastEvents(long workspace, String customerId) throws SQLException {
    var events = follow(customerId, id -> lookUpEvents(workspace, id));
    return events == null ? new long[0] : events;
  }

  private interface LookUp<T> {
    Found<T> of(String customerId) throws SQLException;
  }

  /// What there is, or to whom the id leads; neither for a stranger.
  private record Found<T>(@Nullable T what, @Nullable String leadsTo) {}

  /// An id that leads to another is looked up again, and the other, with nothing written between.
  private <T> @Nullable T follow(String customerId, LookUp<T> lookUp) throws SQLException {
    var found = lookUp.of(customerId);
    if (found.leadsTo() == null) {
      return found.what();
    }
    return unchanging(() -> {
      var now = lookUp.of(customerId);
      return now.leadsTo() == null ? now.what() : lookUp.of(now.leadsTo()).what();
    });
  }

  /// Several statements between which nobody else's writes are seen. When they fail the connection
  /// is not to be used any more.
  <T extends @Nullable Object> T unchanging(Steps<T> steps) throws SQLException {
    begin.execute();
    var answer = steps.run();
    end.execute();
    return answer;
  }

  interface Steps<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  /// Who lies at this key, with all history; null if nobody does.
  @Nullable Profile whole(long key) throws SQLException {
    try (var rows = rowAndBlocks(key)) {
      if (!rows.next()) {
        return null;
      }
      var data = rows.getBytes(1);
      var customerId = codec.customerId(data);
      if (customerId == null) {
        return null;
      }
      var profile = codec.profile(data, customerId, Instant.MIN);
      putBlocks(profile, rows);
      return profile;
    }
  }

  byte[] prefix(long workspace) {
    return codec.prefix(workspace);
  }

  private Found<Profile> lookUp(long workspace, String customerId, @Nullable Instant since)
      throws SQLException {
    for (long key = slots.person(workspace, customerId); ; key = slots.next(key)) {
      try (var rows = since == null ? row(key) : rowAndBlocks(key)) {
        if (!rows.next()) {
          return new Found<>(null, null);
        }
        var data = rows.getBytes(1);
        switch (codec.start(data, workspace, customerId)) {
          case PERSON -> {
            var profile = codec.profile(data, customerId, since);
            putBlocks(profile, rows);
            return new Found<>(profile, null);
          }
          case ALIAS -> {
            return new Found<>(null, codec.leadsTo());
          }
          case ANOTHER -> {}
        }
      }
    }
  }

  private static void putBlocks(Profile profile, ResultSet rows) throws SQLException {
    if (profile.history() instanceof StoredHistory history) {
      for (int i = 0; i < history.blocks() && rows.next(); i++) {
        if (history.wants(i)) {
          history.put(i, rows.getBytes(1));
        }
      }
    }
  }

  private Found<long[]> lookUpEvents(long workspace, String customerId) throws SQLException {
    for (long key = slots.person(workspace, customerId); ; key = slots.next(key)) {
      var data = at(key);
      if (data == null) {
        return new Found<>(null, null);
      }
      switch (codec.start(data, workspace, customerId)) {
        case PERSON -> {
          return new Found<>(codec.lastEvents(), null);
        }
        case ALIAS -> {
          return new Found<>(null, codec.leadsTo());
        }
        case ANOTHER -> {}
      }
    }
  }

  /// @param after the empty text for the first page
  List<Profile> page(long workspace, String after, int limit) throws SQLException {
    page.setLong(1, workspace);
    page.setString(2, after);
    page.setInt(3, limit);
    var profiles = new ArrayList<Profile>();
    try (var rows = page.executeQuery()) {
      while (rows.next()) {
        var profile = codec.profile(rows.getBytes(1));
        if (profile != null) {
          profiles.add(profile);
        }
      }
    }
    return profiles;
  }

  byte @Nullable [] at(long key) throws SQLException {
    try (var found = row(key)) {
      return found.next() ? found.getBytes(1) : null;
    }
  }

  private ResultSet row(long key) throws SQLException {
    row.setLong(1, key);
    return row.executeQuery();
  }

  private ResultSet rowAndBlocks(long key) throws SQLException {
    rowAndBlocks.setLong(1, key);
    rowAndBlocks.setLong(2, key + Slots.LAST_BLOCK);
    return rowAndBlocks.executeQuery();
  }
}
