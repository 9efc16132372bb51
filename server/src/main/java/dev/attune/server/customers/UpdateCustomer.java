package dev.attune.server.customers;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataAccess;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Written;
import java.time.InstantSource;
import java.util.List;

/// `POST /v1/customer/{app_id}`: creates a profile or changes its attributes; durable before the
/// answer.
public final class UpdateCustomer {
  private final WriteProfiles profiles;
  private final InstantSource clock;

  public UpdateCustomer(WriteProfiles profiles, InstantSource clock) {
    this.profiles = profiles;
    this.clock = clock;
  }

  public Response answer(Workspace workspace, Request request) {
    var customer = CustomerWire.read(request.body(), workspace.zone());
    var write = Writes.of(workspace, customer, clock.instant()).strictly();
    var written = profiles.write(workspace, List.of(write)).getFirst();
    if (written.profile() == Written.Outcome.FULL) {
      throw new Refused(
          DataProblem.invalid(
              "attributes",
              "the profile would have more than %d attributes, or %d characters in them"
                  .formatted(AttributeChanges.MAX_ATTRIBUTES, AttributeChanges.MAX_WEIGHT)));
    }
    return DataAccess.accepted();
  }
}
