package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Reads a person in order to change it, on the writing connection.
final class EditPerson {
  /// Where a person lies, or is to lie if there is none yet.
  record Place(long key, boolean taken, @Nullable Person person) {}

  private final Slots slots;
  private final PersonCodec codec = new PersonCodec();
  private final PersonRows rows;
  private final PreparedStatement insert;
  private final PreparedStatement insertInOrder;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final PreparedStatement deleteInOrder;

  EditPerson(Connection connection, Slots slots, PersonRows rows) throws SQLException {
    this.slots = slots;
    this.rows = rows;
    insert = connection.prepareStatement("INSERT INTO person (key, data) VALUES (?, ?)");
    insertInOrder =
        connection.prepareStatement(
            "INSERT INTO person_in_order (workspace, customer_id, person) VALUES (?, ?, ?)");
    update = connection.prepareStatement("UPDATE person SET data = ? WHERE key = ?");
    delete = connection.prepareStatement("DELETE FROM person WHERE key = ?");
    deleteInOrder =
        connection.prepareStatement(
            "DELETE FROM person_in_order WHERE workspace = ? AND customer_id = ?");
  }

  Place find(long workspace, String customerId) throws SQLException {
    Place free = null;
    for (long key = slots.person(workspace, customerId); ; key = slots.next(key)) {
      var data = rows.at(key);
      if (data == null) {
        return free != null ? free : new Place(key, false, null);
      }
      var person = codec.person(data, workspace, customerId);
      if (person != null) {
        return new Place(key, true, person);
      }
      if (free == null && isGone(data)) {
        free = new Place(key, true, null);
      }
    }
  }

  PersonCodec codec() {
    return codec;
  }

  void store(long workspace, String customerId, Place place, Person person) throws SQLException {
    var data = codec.bytes(workspace, customerId, person);
    if (place.taken()) {
      overwrite(place.key(), data);
    } else {
      insert.setLong(1, place.key());
      insert.setBytes(2, data);
      insert.executeUpdate();
    }
    if (place.person() == null) {
      insertInOrder.setLong(1, workspace);
      insertInOrder.setString(2, customerId);
      insertInOrder.setLong(3, place.key());
      insertInOrder.executeUpdate();
    }
  }

  /// Erases a person; whoever lies behind in the same run of slots is still found.
  void erase(long workspace, String customerId, long key) throws SQLException {
    deleteInOrder.setLong(1, workspace);
    deleteInOrder.setString(2, customerId);
    deleteInOrder.executeUpdate();
    if (rows.at(slots.next(key)) != null) {
      overwrite(key, PersonCodec.GONE);
    } else {
      delete.setLong(1, key);
      delete.executeUpdate();
    }
  }

  private void overwrite(long key, byte[] data) throws SQLException {
    update.setBytes(1, data);
    update.setLong(2, key);
    update.executeUpdate();
  }

  private static boolean isGone(byte[] data) {
    return data.length == 1;
  }
}
