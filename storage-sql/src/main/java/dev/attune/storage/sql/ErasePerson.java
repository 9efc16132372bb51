package dev.attune.storage.sql;

import dev.attune.storage.Event;
import dev.attune.storage.sql.EditPerson.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Erases people with all that lies with them, on the writing connection. The events of a person
/// may be many: they go in steps of their own, see [#events].
final class ErasePerson {
  private record Chain(long last, long workspace) {}

  private final EditPerson people;
  private final Claims claims;
  private final EraseUploads uploads;
  private final EventIds eventIds;
  private final CountEvents counting;
  private final EventCodec codec = new EventCodec();
  private final PreparedStatement wantScrub;
  private final PreparedStatement addChain;
  private final PreparedStatement someChain;
  private final PreparedStatement deleteChain;
  private final PreparedStatement event;
  private final PreparedStatement deleteEvent;

  ErasePerson(
      Connection connection,
      EditPerson people,
      Claims claims,
      EraseUploads uploads,
      EventIds eventIds,
      CountEvents counting)
      throws SQLException {
    this.people = people;
    this.claims = claims;
    this.uploads = uploads;
    this.eventIds = eventIds;
    this.counting = counting;
    wantScrub = connection.prepareStatement("UPDATE scrub SET wanted = 1");
    addChain = connection.prepareStatement("INSERT INTO erased (event, workspace) VALUES (?, ?)");
    someChain = connection.prepareStatement("SELECT event, workspace FROM erased LIMIT 1");
    deleteChain = connection.prepareStatement("DELETE FROM erased WHERE event = ?");
    event = connection.prepareStatement("SELECT data, previous, name FROM event WHERE number = ?");
    deleteEvent = connection.prepareStatement("DELETE FROM event WHERE number = ?");
  }

  /// Erases whoever has this id or is led to by it. Their events go with [#events].
  ///
  /// @return whether there was anybody
  boolean erase(long workspace, String customerId) throws SQLException {
    wantScrub();
    var place = people.follow(workspace, customerId).place();
    if (place == null) {
      uploads.erase(workspace, List.of(customerId)); // lists name people nobody knows
      return false;
    }
    for (long last : place.person().chains()) {
      addChain(last, workspace);
    }
    erase(workspace, place);
    return true;
  }

  /// This person is erased.
  void erase(long workspace, Place place) throws SQLException {
    var ids = new ArrayList<String>();
    ids.add(place.customerId());
    for (var identifier : place.person().identifiers(people.codec().decoder())) {
      claims.release(workspace, identifier, place.key());
    }
    for (var alias : place.person().merged()) {
      ids.add(alias.customerId());
      people.clear(people.find(workspace, alias.customerId()).key());
    }
    counting.erased(workspace, place);
    people.erase(workspace, place);
    uploads.erase(workspace, ids);
  }

  /// The files are to be scrubbed of what this transaction deletes.
  void wantScrub() throws SQLException {
    wantScrub.executeUpdate();
  }

  /// Deletes some events of those who are erased.
  ///
  /// @return whether there are more
  boolean events(int most) throws SQLException {
    Chain chain;
    try (var row = someChain.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      chain = new Chain(row.getLong(1), row.getLong(2));
    }
    wantScrub();
    long number = chain.last();
    for (int i = 0; i < most && number != 0; i++) {
      number = delete(chain.workspace(), number);
    }
    deleteChain.setLong(1, chain.last());
    deleteChain.executeUpdate();
    addChain(number, chain.workspace());
    return true;
  }

  /// @return the number of the same person's event before it; 0 where there is none
  private long delete(long workspace, long number) throws SQLException {
    long previous;
    Event gone;
    event.setLong(1, number);
    try (var row = event.executeQuery()) {
      if (!row.next()) {
        return 0; // The workspace was purged meanwhile, or the rest was let go.
      }
      gone = codec.event(row.getString(3), row.getBytes(1));
      previous = row.getLong(2);
    }
    counting.erased(workspace, number, gone);
    eventIds.forget(workspace, gone.id(), number);
    deleteEvent.setLong(1, number);
    deleteEvent.executeUpdate();
    return previous;
  }

  private void addChain(long last, long workspace) throws SQLException {
    if (last != 0) {
      addChain.setLong(1, last);
      addChain.setLong(2, workspace);
      addChain.executeUpdate();
    }
  }
}
