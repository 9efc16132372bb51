package dev.attune.storage.sql;

import dev.attune.engine.attribution.Goals;
import dev.attune.engine.profile.History;
import dev.attune.storage.Event;
import dev.attune.storage.Written.Appended;
import dev.attune.storage.sql.EditPerson.Place;
import java.sql.SQLException;
import java.time.Instant;

/// Appends events to the log and to what their person keeps of them, on the writing connection.
final class AppendEvents {
  /// An event with all that can be made of it without the database.
  static final class Prepared {
    private final Event event;
    private final long hash;
    private final byte[] data;

    Prepared(long workspace, String customerId, Event event, EventCodec codec, Slots slots) {
      this.event = event;
      hash = slots.event(workspace, event.id());
      data = codec.bytes(customerId, event);
    }

    /// Of its id, see [EventIds].
    long hash() {
      return hash;
    }
  }

  private final EditPerson people;
  private final EditHistory histories;
  private final EventIds eventIds;
  private final InsertEvent insertEvent;
  private final CountEvents counting;
  private final LetEventsGo letGo;

  AppendEvents(
      EditPerson people,
      EditHistory histories,
      EventIds eventIds,
      InsertEvent insertEvent,
      CountEvents counting,
      LetEventsGo letGo) {
    this.people = people;
    this.histories = histories;
    this.eventIds = eventIds;
    this.insertEvent = insertEvent;
    this.counting = counting;
    this.letGo = letGo;
  }

  /// @param goals what it counts for
  /// @param at when it is written, by the server's clock
  Appended append(long workspace, Goals goals, Place place, Prepared prepared, Instant at)
      throws SQLException {
    if (letGo.isTooOld(prepared.event)) {
      return Appended.TOO_OLD;
    }
    if (eventIds.knows(workspace, prepared.event.id(), prepared.hash)) {
      counting.duplicate(workspace, goals, prepared.event);
      return Appended.DUPLICATE;
    }
    happened(workspace, place, prepared, at);
    counting.happened(workspace, goals, place, prepared.event);
    return Appended.NEW;
  }

  /// This event is new for this person.
  private void happened(long workspace, Place place, Prepared prepared, Instant at)
      throws SQLException {
    var event = prepared.event;
    var person = place.person();
    long number = eventIds.add(prepared.hash);
    insertEvent.insert(
        number, workspace, event.name(), event.at(), person.lastEvent(), prepared.data);
    person.did(number);
    var exposure = event.exposure();
    if (exposure != null) {
      person.expose(exposure);
    }
    if (event.isDeed()) {
      var head = person.history(people.codec().decoder());
      histories.add(place.key(), head, event, at.minus(History.KEPT));
    }
  }
}
