package dev.attune.storage.sql;

import dev.attune.storage.Event;
import dev.attune.storage.encoding.HistoryHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keeps people's deeds in the blocks behind their profiles, on the writing connection.
///
/// The first block lies as far behind the profile as one may, each later one before it, so that
/// ascending keys go from the newest to the oldest.
final class EditHistory {
  private final int last;
  private final PreparedStatement read;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;

  /// @param last how far behind the profile the last block lies
  EditHistory(Connection connection, int last) throws SQLException {
    this.last = last;
    read =
        connection.prepareStatement(
            "SELECT data FROM person WHERE key BETWEEN ? AND ? ORDER BY key");
    insert = connection.prepareStatement("INSERT INTO person (key, data) VALUES (?, ?)");
    update = connection.prepareStatement("UPDATE person SET data = ? WHERE key = ?");
    delete = connection.prepareStatement("DELETE FROM person WHERE key BETWEEN ? AND ?");
  }

  /// @param slot where the person's profile lies
  /// @param keptSince what happened before may be forgotten
  void add(long slot, HistoryHead head, Event event, Instant keptSince) throws SQLException {
    if (head.isFull()) {
      seal(slot, head, keptSince);
    }
    head.add(event);
  }

  /// Makes one history of two.
  ///
  /// @param theirs where the other's profile lies; its blocks are left there
  void join(long slot, HistoryHead head, long theirs, HistoryHead other, Instant keptSince)
      throws SQLException {
    var blocks = head.join(other, blocks(slot, head), blocks(theirs, other), keptSince);
    deleteAll(slot);
    place(slot, head, blocks);
  }

  void deleteAll(long slot) throws SQLException {
    delete(slot + 1, slot + last);
  }

  private void seal(long slot, HistoryHead head, Instant keptSince) throws SQLException {
    if (!extended(slot, head)) {
      if (head.blocks() > 0 && head.newest() == 1) {
        var all = blocks(slot, head);
        deleteAll(slot);
        place(slot, head, all);
      }
      int number = head.blocks() == 0 ? last : head.newest() - 1;
      insert(slot + number, head.begin(number));
    }
    int oldest = head.newest() + head.blocks() - 1;
    int dropped = head.dropOld(keptSince);
    if (dropped > 0) {
      delete(slot + oldest - dropped + 1, slot + oldest);
    }
  }

  private boolean extended(long slot, HistoryHead head) throws SQLException {
    if (!head.newestTakesMore()) {
      return false;
    }
    long key = slot + head.newest();
    var longer = head.extend(blocks(key, 1).getFirst());
    if (longer == null) {
      return false;
    }
    update.setBytes(1, longer);
    update.setLong(2, key);
    update.executeUpdate();
    return true;
  }

  /// Puts all blocks as far behind the profile as they go.
  ///
  /// @param blocks the newest first
  private void place(long slot, HistoryHead head, List<byte[]> blocks) throws SQLException {
    int newest = last - blocks.size() + 1;
    for (int i = 0; i < blocks.size(); i++) {
      insert(slot + newest + i, blocks.get(i));
    }
    head.placed(newest);
  }

  private List<byte[]> blocks(long slot, HistoryHead head) throws SQLException {
    return head.blocks() == 0 ? List.of() : blocks(slot + head.newest(), head.blocks());
  }

  private List<byte[]> blocks(long from, int count) throws SQLException {
    var all = new ArrayList<byte[]>(count);
    read.setLong(1, from);
    read.setLong(2, from + count - 1);
    try (var rows = read.executeQuery()) {
      while (rows.next()) {
        all.add(rows.getBytes(1));
      }
    }
    return all;
  }

  private void insert(long key, byte[] block) throws SQLException {
    insert.setLong(1, key);
    insert.setBytes(2, block);
    insert.executeUpdate();
  }

  private void delete(long from, long to) throws SQLException {
    delete.setLong(1, from);
    delete.setLong(2, to);
    delete.executeUpdate();
  }
}
