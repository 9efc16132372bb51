package dev.attune.storage.sql;

import dev.attune.storage.encoding.Decoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads a person in order to change it, on the writing connection.
final class EditPerson {
  /// Where an id lies, or is to lie if it is nobody's yet.
  ///
  /// @param taken whether there is a row at this key
  /// @param person null if the id is nobody's, or leads to another
  /// @param leadsTo null unless the id leads to another
  record Found(
      String customerId,
      long key,
      boolean taken,
      @Nullable Person person,
      @Nullable String leadsTo) {

    /// Null if there is nobody.
    @Nullable Place place() {
      return person == null ? null : new Place(customerId, key, true, true, person);
    }

    /// A new person if there is nobody.
    Place orNew(Instant at) {
      var place = place();
      return place != null ? place : new Place(customerId, key, taken, false, Person.first(at));
    }
  }

  /// A person and where it lies.
  ///
  /// @param known whether it was stored before this write
  record Place(String customerId, long key, boolean taken, boolean known, Person person) {
    /// To try out on what is not to be stored.
    Place copy(Decoder decoder) {
      return new Place(customerId, key, taken, known, person.copy(decoder));
    }
  }

  private final Slots slots;
  private final PersonCodec codec = new PersonCodec();
  private final PersonRows rows;
  private final EditHistory histories;
  private final Tallies tallies;
  private final PreparedStatement insert;
  private final PreparedStatement insertInOrder;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final PreparedStatement deleteInOrder;

  EditPerson(
      Connection connection, Slots slots, PersonRows rows, EditHistory histories, Tallies tallies)
      throws SQLException {
    this.slots = slots;
    this.rows = rows;
    this.histories = histories;
    this.tallies = tallies;
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

  PersonCodec codec() {
    return codec;
  }

  /// What is under the id itself.
  Found find(long workspace, String customerId) throws SQLException {
    Found free = null;
    for (long key = slots.person(workspace, customerId); ; key = slots.next(key)) {
      var data = rows.at(key);
      if (data == null) {
        return free != null ? free : new Found(customerId, key, false, null, null);
      }
      switch (codec.start(data, workspace, customerId)) {
        case PERSON -> {
          return new Found(customerId, key, true, codec.person(data), null);
        }
        case ALIAS -> {
          return new Found(customerId, key, true, null, codec.leadsTo());
        }
        case ANOTHER -> {
          if (free == null && isGone(data)) {
            free = new Found(customerId, key, true, null, null);
          }
        }
      }
    }
  }

  /// Whom the id leads to, or what is under it itself.
  Found follow(long workspace, String customerId) throws SQLException {
    var found = find(workspace, customerId);
    return found.leadsTo() == null ? found : find(workspace, found.leadsTo());
  }

  /// Who lies at this key; null if nobody of the workspace does.
  @Nullable Place at(long workspace, long key) throws SQLException {
    var data = rows.at(key);
    var id = data == null ? null : codec.customerId(data, workspace);
    return data == null || id == null ? null : new Place(id, key, true, true, codec.person(data));
  }

  void store(long workspace, Place place) throws SQLException {
    var person = place.person();
    put(place.key(), place.taken(), codec.bytes(workspace, place.customerId(), person));
    if (!place.known()) {
      insertInOrder.setLong(1, workspace);
      insertInOrder.setString(2, place.customerId());
      insertInOrder.setLong(3, place.key());
      insertInOrder.executeUpdate();
      tallies.people(workspace, 1);
    }
    for (var segment : person.segments()) {
      if (!person.storedSegments().contains(segment)) {
        tallies.members(workspace, segment, 1);
      }
    }
    for (var segment : person.storedSegments()) {
      if (!person.segments().contains(segment)) {
        tallies.members(workspace, segment, -1);
      }
    }
    person.stored();
  }

  /// The person with a row of their own already: before another id is given a place, which could be
  /// the one that was found free for them.
  Place settled(long workspace, Place place) throws SQLException {
    if (place.known()) {
      return place;
    }
    store(workspace, place);
    return new Place(place.customerId(), place.key(), true, true, place.person());
  }

  /// Lets an id lead to another, in the place of what is there.
  void lead(long workspace, Found from, String to) throws SQLException {
    put(from.key(), from.taken(), codec.alias(workspace, from.customerId(), to));
  }

  /// Lets a person's id lead to another; nothing else is left of the person.
  void lead(long workspace, Place from, String to) throws SQLException {
    if (from.known()) {
      forget(workspace, from);
    }
    put(from.key(), from.taken(), codec.alias(workspace, from.customerId(), to));
  }

  /// Erases a person's rows; whoever lies behind in the same run of slots is still found.
  void erase(long workspace, Place place) throws SQLException {
    forget(workspace, place);
    clear(place.key());
  }

  /// That the id leads to nobody any more.
  void clear(long key) throws SQLException {
    if (rows.at(slots.next(key)) != null) {
      put(key, true, PersonCodec.GONE);
    } else {
      delete.setLong(1, key);
      delete.executeUpdate();
    }
  }

  /// All but the row itself.
  private void forget(long workspace, Place place) throws SQLException {
    deleteInOrder.setLong(1, workspace);
    deleteInOrder.setString(2, place.customerId());
    deleteInOrder.executeUpdate();
    tallies.people(workspace, -1);
    for (var segment : place.person().storedSegments()) {
      tallies.members(workspace, segment, -1);
    }
    histories.deleteAll(place.key());
  }

  private void put(long key, boolean taken, byte[] data) throws SQLException {
    if (taken) {
      update.setBytes(1, data);
      update.setLong(2, key);
      update.executeUpdate();
    } else {
      insert.setLong(1, key);
      insert.setBytes(2, data);
      insert.executeUpdate();
    }
  }

  private static boolean isGone(byte[] data) {
    return data.length == 1;
  }
}
