package dev.attune.storage.sql;

import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Written;
import dev.attune.storage.Written.Appended;
import dev.attune.storage.Written.Outcome;
import dev.attune.storage.encoding.Encoder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// One caller's batch of profile writes. All that can be done without the database is done when it
/// is made, on the caller's thread.
final class ApplyWrites implements Change<List<Written>> {
  private static final class Prepared {
    private final Event event;
    private final long hash;
    private final byte[] data;

    Prepared(Event event, long hash, byte[] data) {
      this.event = event;
      this.hash = hash;
      this.data = data;
    }
  }

  private record Write(ProfileWrite write, List<Prepared> events) {}

  private final long workspace;
  private final Policy policy;
  private final List<Write> writes;
  private final int weight;

  ApplyWrites(long workspace, Policy policy, List<ProfileWrite> batch, Slots slots) {
    this.workspace = workspace;
    this.policy = policy;
    var codec = new EventCodec();
    int events = 0;
    writes = new ArrayList<>(batch.size());
    for (var write : batch) {
      if (Encoder.hasLoneSurrogate(write.customerId())) {
        throw new IllegalArgumentException("customer id holds half of a surrogate pair");
      }
      var prepared = new ArrayList<Prepared>(write.events().size());
      for (var event : write.events()) {
        var data = codec.bytes(write.customerId(), event);
        prepared.add(new Prepared(event, slots.event(workspace, event.id()), data));
      }
      events += prepared.size();
      writes.add(new Write(write, prepared));
    }
    weight = batch.size() + events;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public List<Written> apply(WriteStatements sql) throws SQLException {
    var written = new ArrayList<Written>(writes.size());
    for (var write : writes) {
      written.add(apply(write, sql));
    }
    return written;
  }

  private Written apply(Write prepared, WriteStatements sql) throws SQLException {
    var write = prepared.write();
    var place = sql.people.find(workspace, write.customerId());
    var person = place.person();
    if (person == null && write.existingOnly()) {
      return new Written(Outcome.ABSENT, write.customerId(), List.of(), List.of());
    }
    var outcome = person == null ? Outcome.CREATED : Outcome.UPDATED;
    if (person == null) {
      person = Person.first(write.at());
    }
    person.seen(write.at());
    if (!person.apply(write.changes(), sql.people.codec().decoder())) {
      outcome = Outcome.FULL;
    }
    person.join(write.joined(), write.left());
    var appended = new ArrayList<Appended>(prepared.events().size());
    for (var event : prepared.events()) {
      appended.add(append(event, place.key(), person, sql));
    }
    if (person.changed()) {
      sql.people.store(workspace, write.customerId(), place, person);
    }
    for (var identifier : write.identifiers()) {
      if (sql.identifiers.find(workspace, identifier) == null) {
        sql.claimIdentifier.claim(workspace, identifier, place.key());
      }
    }
    return new Written(outcome, write.customerId(), List.of(), appended);
  }

  private Appended append(Prepared prepared, long slot, Person person, WriteStatements sql)
      throws SQLException {
    var event = prepared.event;
    if (sql.eventIds.knows(workspace, event.id(), prepared.hash)) {
      sql.counting.duplicate(workspace, policy.goals(), event);
      return Appended.DUPLICATE;
    }
    long number = sql.eventIds.add(prepared.hash);
    sql.insertEvent.insert(
        number, workspace, event.name(), event.at(), person.lastEvent(), prepared.data);
    person.did(number);
    sql.counting.happened(workspace, policy.goals(), slot, event);
    var exposure = event.exposure();
    if (exposure != null) {
      person.expose(exposure);
    }
    return Appended.NEW;
  }
}
