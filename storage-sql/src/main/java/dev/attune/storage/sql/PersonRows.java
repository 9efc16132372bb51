package dev.attune.storage.sql;

import dev.attune.engine.profile.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads people, on one connection. A lookup is one statement unless two people share a hash.
final class PersonRows {
  private final Slots slots;
  private final PersonCodec codec = new PersonCodec();
  private final PreparedStatement find;
  private final PreparedStatement page;

  PersonRows(Connection connection, Slots slots) throws SQLException {
    this.slots = slots;
    find = connection.prepareStatement("SELECT data FROM person WHERE key = ?");
    page =
        connection.prepareStatement(
            """
            SELECT p.data FROM person_in_order o JOIN person p ON p.key = o.person
            WHERE o.workspace = ? AND o.customer_id > ? ORDER BY o.customer_id LIMIT ?
            """);
  }

  @Nullable Profile find(long workspace, String customerId) throws SQLException {
    for (long key = slots.person(workspace, customerId); ; key = slots.next(key)) {
      var data = at(key);
      if (data == null) {
        return null;
      }
      var profile = codec.profile(data, workspace, customerId);
      if (profile != null) {
        return profile;
      }
    }
  }

  /// The number of the last event of this person; 0 where there is none, or no such person.
  long lastEvent(long workspace, String customerId) throws SQLException {
    for (long key = slots.person(workspace, customerId); ; key = slots.next(key)) {
      var data = at(key);
      if (data == null) {
        return 0;
      }
      var event = codec.lastEvent(data, workspace, customerId);
      if (event != null) {
        return event;
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

  /// Who lies at this key; null if nobody does or the person is gone.
  @Nullable Profile profileAt(long key) throws SQLException {
    var data = at(key);
    return data == null ? null : codec.profile(data);
  }

  byte @Nullable [] at(long key) throws SQLException {
    find.setLong(1, key);
    try (var row = find.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }
}
