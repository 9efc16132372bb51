package dev.attune.storage.sql;

import dev.attune.storage.AttributeChanges;
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
  private record Write(ProfileWrite write, List<AppendEvents.Prepared> events) {}

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
      requireSound(write.customerId());
      write.absorbed().forEach(ApplyWrites::requireSound);
      var prepared = new ArrayList<AppendEvents.Prepared>(write.events().size());
      for (var event : write.events()) {
        prepared.add(new AppendEvents.Prepared(workspace, write.customerId(), event, codec, slots));
      }
      events += prepared.size();
      writes.add(new Write(write, prepared));
    }
    weight = batch.size() + events;
  }

  private static void requireSound(String customerId) {
    if (Encoder.hasLoneSurrogate(customerId)) {
      throw new IllegalArgumentException("customer id holds half of a surrogate pair");
    }
  }

  @Override
  public void announce(WriteStatements sql) {
    for (var write : writes) {
      write.events().forEach(event -> sql.eventIds.announce(event.hash()));
    }
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
    var found = sql.people.follow(workspace, write.customerId());
    if (found.person() == null && write.existingOnly()) {
      return new Written(Outcome.ABSENT, write.customerId(), List.of(), List.of());
    }
    var place = found.orNew(write.at());
    place.person().seen(write.at());
    var changes =
        policy.merging() ? sql.identify.withoutCrowded(workspace, place, write) : write.changes();
    boolean full =
        !sql.identify.survivorsFit(workspace, policy, place, write, changes)
            || !sql.identify.change(workspace, place, changes);
    if (full && write.strict()) {
      return new Written(Outcome.FULL, place.customerId(), List.of(), List.of());
    }
    if (full) {
      changes = AttributeChanges.NONE;
    }
    var merged = new ArrayList<String>();
    place = sql.identify.unite(workspace, policy, place, write, changes, merged);
    if (!merged.isEmpty()) {
      sql.identify.changeAsTried(workspace, place, changes);
    }
    var person = place.person();
    person.join(write.joined(), write.left());
    var appended = new ArrayList<Appended>(prepared.events().size());
    for (var event : prepared.events()) {
      appended.add(sql.appendEvents.append(workspace, policy.goals(), place, event, write.at()));
    }
    sql.identify.claim(workspace, place, write.identifiers());
    if (person.changed()) {
      sql.people.store(workspace, place);
    }
    var outcome = found.person() == null ? Outcome.CREATED : Outcome.UPDATED;
    return new Written(full ? Outcome.FULL : outcome, place.customerId(), merged, appended);
  }
}
