package dev.attune.storage.sql;

import dev.attune.engine.profile.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Counts people and picks some by lot, on one connection.
///
/// People lie in the order of a seeded hash, which has to do with nothing about them: those of a
/// run from anywhere are as good as drawn. In a workspace with few people such a run would go
/// through all the other workspaces' to find them; there a lot is drawn for each.
final class Lots {
  private record Lot(long number, long key) {}

  private final Slots slots;
  private final PersonRows people;
  private final int listed;
  private final PreparedStatement count;
  private final PreparedStatement all;
  private final PreparedStatement run;

  /// @param listed of how many people a lot is drawn for each
  Lots(Connection connection, Slots slots, PersonRows people, int listed) throws SQLException {
    this.slots = slots;
    this.people = people;
    this.listed = listed;
    count = connection.prepareStatement("SELECT people FROM workspace WHERE number = ?");
    all = connection.prepareStatement("SELECT person FROM person_in_order WHERE workspace = ?");
    run =
        connection.prepareStatement(
            """
            SELECT key FROM person
            WHERE key BETWEEN ? AND ? AND (key & 1048575) = 0 AND substr(data, 1, ?) = ?
            ORDER BY key LIMIT ?
            """);
  }

  long count(long workspace) throws SQLException {
    count.setLong(1, workspace);
    try (var row = count.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  List<Profile> sample(long workspace, long seed, int limit) throws SQLException {
    return people.unchanging(() -> {
      var keys =
          count(workspace) <= listed
              ? drawn(workspace, seed, limit)
              : inARun(workspace, seed, limit);
      var profiles = new ArrayList<Profile>(keys.size());
      for (long key : keys) {
        var profile = people.whole(key);
        if (profile != null) {
          profiles.add(profile);
        }
      }
      return profiles;
    });
  }

  private List<Long> drawn(long workspace, long seed, int limit) throws SQLException {
    var lowest = new PriorityQueue<>(Comparator.comparingLong(Lot::number).reversed());
    all.setLong(1, workspace);
    try (var rows = all.executeQuery()) {
      while (rows.next()) {
        long key = rows.getLong(1);
        lowest.add(new Lot(Slots.mix(Slots.mix(seed) ^ key), key));
        if (lowest.size() > limit) {
          lowest.poll();
        }
      }
    }
    return lowest.stream().sorted(Comparator.comparingLong(Lot::number)).map(Lot::key).toList();
  }

  private List<Long> inARun(long workspace, long seed, int limit) throws SQLException {
    long start = slots.anywhere(seed);
    var keys = new ArrayList<Long>();
    run(workspace, start, Long.MAX_VALUE, limit, keys);
    if (start > Long.MIN_VALUE) {
      run(workspace, Long.MIN_VALUE, start - 1, limit - keys.size(), keys);
    }
    return keys;
  }

  private void run(long workspace, long from, long to, int limit, List<Long> keys)
      throws SQLException {
    var prefix = people.prefix(workspace);
    run.setLong(1, from);
    run.setLong(2, to);
    run.setInt(3, prefix.length);
    run.setBytes(4, prefix);
    run.setInt(5, limit);
    try (var rows = run.executeQuery()) {
      while (rows.next()) {
        keys.add(rows.getLong(1));
      }
    }
  }
}
