package dev.attune.server.customers;

import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.customers.EventWire.Sent;
import dev.attune.server.data.CustomerIds;
import dev.attune.server.identity.Identification;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import dev.attune.storage.ProfileWrite;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Whose events they are: the customer id's; without one, whom the identifiers name if identity
/// resolution is on; else the anonymous id's. For one request. Source: docs/wire.md#data-events.
final class Persons {
  private final Identification identification;
  private final RandomGenerator random;

  /// By what this request itself makes known.
  private final Map<Identifier, String> claimed = new HashMap<>();

  /// @param random makes customer ids, so it must not repeat itself
  Persons(Identification identification, RandomGenerator random) {
    this.identification = identification;
    this.random = random;
  }

  /// @param anonymousId another id of the same person; empty where there is none
  /// @param changes what naming them makes known of them
  record Person(String customerId, String anonymousId, AttributeChanges changes) {}

  /// Reads the storage only for identifiers. A person whom they do not name yet is made, with these
  /// identifiers as attributes.
  ///
  /// @throws dev.attune.server.http.Refused if nobody is named
  Person of(Workspace workspace, Sent sent) {
    var anonymousId = CustomerIds.checkAnonymous(sent.anonymousId());
    if (sent.customerId() == null) {
      var identifiers = usable(workspace, sent.userIdentifiers());
      if (!identifiers.isEmpty()) {
        return identified(workspace, identifiers, anonymousId);
      }
      if (!anonymousId.isEmpty()) {
        return new Person(anonymousId, anonymousId, AttributeChanges.NONE);
      }
    }
    return new Person(CustomerIds.check(sent.customerId()), anonymousId, AttributeChanges.NONE);
  }

  private Person identified(
      Workspace workspace, Map<String, String> identifiers, String anonymousId) {
    for (var identifier : identifiers.entrySet()) {
      var owner = owner(workspace, identifier.getKey(), identifier.getValue());
      if (owner != null) {
        return new Person(owner, anonymousId, AttributeChanges.NONE);
      }
    }
    var attributes = new HashMap<String, Value>();
    identifiers.forEach(
        (name, value) -> attributes.put(name, Times.valueOf(value, workspace.zone())));
    return new Person(
        anonymousId.isEmpty() ? Ids.random(random) : anonymousId,
        anonymousId,
        AttributeChanges.setting(attributes));
  }

  private @Nullable String owner(Workspace workspace, String name, String value) {
    var here = claimed.get(new Identifier(name, value));
    return here != null ? here : identification.owner(workspace, name, value);
  }

  /// To be told of each write of the request, so that the next element finds whom it makes.
  void expect(ProfileWrite write) {
    write.identifiers().forEach(identifier -> claimed.put(identifier, write.customerId()));
  }

  /// Those that the workspace resolves by, in its order.
  private static Map<String, String> usable(Workspace workspace, Map<String, String> sent) {
    var usable = new LinkedHashMap<String, String>();
    if (workspace.identity().resolution()) {
      for (var name : workspace.identity().identifiers()) {
        var value = sent.getOrDefault(name, "");
        if (!value.isBlank() && value.length() <= Identification.MAX_ID_LENGTH) {
          usable.put(name, value);
        }
      }
    }
    return usable;
  }
}
