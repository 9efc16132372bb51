package dev.attune.server.customers;

import dev.attune.server.attributes.Identifiers;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.customers.CustomerWire.Customer;
import dev.attune.server.customers.EventWire.Action;
import dev.attune.server.customers.EventWire.Sent;
import dev.attune.server.customers.Persons.Person;
import dev.attune.server.events.EventFields;
import dev.attune.server.events.EventRetention;
import dev.attune.storage.Event;
import dev.attune.storage.ProfileWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What customer and event objects write.
final class Writes {
  private Writes() {}

  static ProfileWrite of(Workspace workspace, Customer customer, Instant now) {
    return new ProfileWrite(
            customer.customerId(),
            customer.existingOnly(),
            now,
            customer.changes(),
            Identifiers.claimed(workspace, customer.changes()),
            EventFields.absorbed(customer.customerId(), customer.anonymousId()),
            Set.of(),
            Set.of(),
            List.of())
        .absorbingThrough(EventFields.ANONYMOUS_ID);
  }

  static ProfileWrite of(
      Workspace workspace,
      Sent sent,
      Person person,
      Ids ids,
      Instant now,
      EventRetention retention) {
    var events = new ArrayList<Event>(sent.actions().size());
    for (var action : sent.actions()) {
      events.add(event(action, ids, now, retention));
    }
    return new ProfileWrite(
            person.customerId(),
            false,
            now,
            person.changes(),
            Identifiers.claimed(workspace, person.changes()),
            EventFields.absorbed(person.customerId(), person.anonymousId()),
            Set.of(),
            Set.of(),
            events)
        .absorbingThrough(EventFields.ANONYMOUS_ID);
  }

  private static Event event(Action action, Ids ids, Instant now, EventRetention retention) {
    return new Event(
        ids.next(EventChecks.uuid(action.uuid)),
        EventChecks.name(action.name),
        EventChecks.time(action, now, retention),
        now,
        EventFields.platform(action.platform),
        action.attributes,
        null);
  }
}
