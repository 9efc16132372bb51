package dev.attune.server.customers;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataAccess;
import dev.attune.server.events.EventRetention;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.Identification;
import dev.attune.server.identity.WriteProfiles;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// `POST /v1/event/{app_id}`: what one person did, stored once each and durable before the answer.
/// Either all of a request is stored or, with a 400, nothing of it.
public final class TrackEvents {
  private final WriteProfiles profiles;
  private final Identification identification;
  private final EventRetention retention;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random for many threads; makes ids, so it must not repeat itself
  public TrackEvents(
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
    var sent = EventWire.read(request.body(), workspace.zone());
    var ids = Ids.of(request, random);
    var person = new Persons(identification, random).of(workspace, sent);
    var write = Writes.of(workspace, sent, person, ids, clock.instant(), retention);
    var _ = profiles.write(workspace, List.of(write));
    return DataAccess.accepted();
  }
}
