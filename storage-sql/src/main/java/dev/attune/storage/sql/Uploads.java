package dev.attune.storage.sql;

import dev.attune.storage.SegmentStore.Applied;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads uploads, who is in them and how large segments are, on one connection.
final class Uploads {
  /// Some parts of an upload, from the first that is left.
  ///
  /// @param last the number of the last of them
  record Parts(long last, List<String> customerIds) {}

  /// Some of the people who are to leave a segment.
  ///
  /// @param next the key from which on nobody was looked at
  record Leaving(long next, List<Long> keys, boolean end) {}

  private final Slots slots;
  private final PersonCodec codec = new PersonCodec();
  private final Decoder decoder = new Decoder(new Names());
  private final PreparedStatement find;
  private final PreparedStatement unfinished;
  private final PreparedStatement erasures;
  private final PreparedStatement parts;
  private final PreparedStatement isMember;
  private final PreparedStatement walk;
  private final PreparedStatement sizes;

  Uploads(Connection connection, Slots slots) throws SQLException {
    this.slots = slots;
    find =
        connection.prepareStatement(
            """
            SELECT number, workspace, segment, mode, phase, key, customer_id,
              added, removed, unchanged, unknown
            FROM upload WHERE number = ?
            """);
    unfinished =
        connection.prepareStatement(
            "SELECT number FROM upload WHERE phase NOT IN ('STAGING', 'DONE')");
    erasures =
        connection.prepareStatement(
            "SELECT 1 FROM scrub WHERE wanted = 1 OR EXISTS (SELECT 1 FROM erased)");
    parts =
        connection.prepareStatement(
            "SELECT number, ids FROM upload_part WHERE upload = ? ORDER BY number");
    isMember =
        connection.prepareStatement(
            "SELECT 1 FROM upload_member WHERE upload = ? AND person = ? AND customer_id = ?");
    walk =
        connection.prepareStatement(
            """
            SELECT key, data FROM person
            WHERE key >= ? AND (key & 1048575) = 0 AND substr(data, 1, ?) = ?
            ORDER BY key
            """);
    sizes =
        connection.prepareStatement(
            "SELECT id, people FROM segment WHERE workspace = ? AND people > 0");
  }

  Map<String, Long> sizes(long workspace) throws SQLException {
    var all = new HashMap<String, Long>();
    sizes.setLong(1, workspace);
    try (var rows = sizes.executeQuery()) {
      while (rows.next()) {
        all.put(rows.getString(1), rows.getLong(2));
      }
    }
    return all;
  }

  @Nullable Upload find(long number) throws SQLException {
    find.setLong(1, number);
    try (var row = find.executeQuery()) {
      return row.next() ? upload(row) : null;
    }
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        Mode.valueOf(row.getString(4)),
        Upload.Phase.valueOf(row.getString(5)),
        row.getLong(6),
        row.getString(7),
        new Applied(row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11)));
  }

  /// Those that were to be applied and are not yet.
  List<Long> unfinished() throws SQLException {
    var all = new ArrayList<Long>();
    try (var rows = unfinished.executeQuery()) {
      while (rows.next()) {
        all.add(rows.getLong(1));
      }
    }
    return all;
  }

  /// Whether there are events of people who are erased.
  boolean erasures() throws SQLException {
    try (var row = erasures.executeQuery()) {
      return row.next();
    }
  }

  /// @param most about how many ids
  Parts parts(long upload, int most) throws SQLException {
    var ids = new ArrayList<String>();
    long last = -1;
    parts.setLong(1, upload);
    try (var rows = parts.executeQuery()) {
      while (ids.size() < most && rows.next()) {
        last = rows.getLong(1);
        ids.addAll(decoded(rows.getBytes(2)));
      }
    }
    return new Parts(last, ids);
  }

  List<String> decoded(byte[] part) {
    decoder.reset(part);
    int count = (int) decoder.number();
    var ids = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      ids.add(decoder.text());
    }
    return ids;
  }

  /// Whether any of these ids is in a sorted upload.
  boolean hasAny(Upload upload, Collection<String> customerIds) throws SQLException {
    for (var id : customerIds) {
      isMember.setLong(1, upload.number());
      isMember.setLong(2, slots.person(upload.workspace(), id));
      isMember.setString(3, id);
      try (var row = isMember.executeQuery()) {
        if (row.next()) {
          return true;
        }
      }
    }
    return false;
  }

  /// Goes on looking for those who are in the segment and not in the upload.
  ///
  /// @param from the key from which on nobody was looked at
  /// @param most how many to find
  /// @param rows how many people to look at
  Leaving leaving(Upload upload, long from, int most, int rows) throws SQLException {
    var keys = new ArrayList<Long>();
    var prefix = codec.prefix(upload.workspace());
    long next = from;
    int seen = 0;
    walk.setLong(1, from);
    walk.setInt(2, prefix.length);
    walk.setBytes(3, prefix);
    try (var people = walk.executeQuery()) {
      while (keys.size() < most && seen < rows) {
        if (!people.next()) {
          return new Leaving(next, keys, true);
        }
        seen++;
        long key = people.getLong(1);
        next = key + 1;
        var data = people.getBytes(2);
        if (codec.customerId(data) != null && codec.segments().contains(upload.segment())) {
          keys.add(key);
        }
      }
    }
    return new Leaving(next, keys, false);
  }
}
