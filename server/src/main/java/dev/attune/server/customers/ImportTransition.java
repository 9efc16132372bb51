package dev.attune.server.customers;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.customers.TransitionWire.Element;
import dev.attune.server.data.DataAccess;
import dev.attune.server.data.DataProblem;
import dev.attune.server.events.EventRetention;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.Identification;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.ProfileWrite;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// `POST /v1/transition/{app_id}`: customers and events in one list, applied in its order and
/// durable before the answer. Either all of a request is stored or, with a 400, nothing of it.
public final class ImportTransition {
  private final WriteProfiles profiles;
  private final Identification identification;
  private final EventRetention retention;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random for many threads; makes ids, so it must not repeat itself
  public ImportTransition(
      WriteProfiles profiles,
      Identification identification,
      EventRetention retention,
      InstantSource clock,
      RandomGenerator random) {
    this.profiles = profiles;
    this.identification = identification;
    this.retention = retention;
    this.clock = clock;
    this.random = random;
  }

  public Response answer(Workspace workspace, Request request) {
    var elements = TransitionWire.read(request.body(), workspace.zone());
    checkActions(elements);
    var ids = Ids.of(request, random);
    var persons = new Persons(identification, random);
    var now = clock.instant();
    var writes = new ArrayList<ProfileWrite>(elements.size());
    for (var element : elements) {
      var write =
          switch (element) {
            case Element.OfCustomer(var customer) -> Writes.of(workspace, customer, now);
            case Element.OfEvents(var sent) ->
                Writes.of(workspace, sent, persons.of(workspace, sent), ids, now, retention);
          };
      persons.expect(write);
      writes.add(write);
    }
    // Attributes that would outgrow a profile are left out; the rest of their element is kept.
    var _ = profiles.write(workspace, writes);
    return DataAccess.accepted();
  }

  private static void checkActions(List<Element> elements) {
    int actions = 0;
    for (var element : elements) {
      if (element instanceof Element.OfEvents(var sent)) {
        actions += sent.actions().size();
      }
    }
    if (actions > EventWire.MAX_ACTIONS) {
      throw new Refused(DataProblem.tooMany("actions", EventWire.MAX_ACTIONS));
    }
  }
}
