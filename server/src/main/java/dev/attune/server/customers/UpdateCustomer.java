package dev.attune.server.customers;

import dev.attune.server.attributes.Identifiers;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataAccess;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// `POST /v1/customer/{app_id}`: creates a profile or changes its attributes; durable before the
/// answer.
public final class UpdateCustomer {
  private final ProfileStore profiles;
  private final InstantSource clock;

  public UpdateCustomer(ProfileStore profiles, InstantSource clock) {
    this.profiles = profiles;
    this.clock = clock;
  }

  public Response answer(Workspace workspace, Request request) {
    var customer = CustomerWire.read(request.body(), workspace.zone());
    var write =
        new ProfileWrite(
            customer.customerId(),
            customer.existingOnly(),
            clock.instant(),
            customer.changes(),
            Identifiers.claimed(workspace, customer.changes()),
            Set.of(),
            Set.of(),
            Set.of(),
            List.of());
    var written =
        profiles
            .write(new WorkspaceId(workspace.id()), workspace.policy(), List.of(write))
            .getFirst();
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
