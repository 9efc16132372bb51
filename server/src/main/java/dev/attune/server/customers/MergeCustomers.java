package dev.attune.server.customers;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.ProfileWrite;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// `POST /v1/customer/merge`: makes two people one where nothing else does, in the order of the
/// body; durable before the answer.
public final class MergeCustomers {
  private final WriteProfiles profiles;
  private final InstantSource clock;

  public MergeCustomers(WriteProfiles profiles, InstantSource clock) {
    this.profiles = profiles;
    this.clock = clock;
  }

  public Response answer(Workspace workspace, Request request) {
    var pairs = MergeWire.read(request.body());
    if (workspace.identity().resolution()) {
      throw new Refused(
          DataProblem.invalid(
              "merge_data",
              "identity resolution is on in this workspace: people are merged by their"
                  + " identifiers, not by this call"));
    }
    var now = clock.instant();
    var _ = profiles.write(workspace, pairs.stream().map(pair -> write(pair, now)).toList());
    return MergeWire.created();
  }

  private static ProfileWrite write(MergeWire.Pair pair, Instant now) {
    return new ProfileWrite(
        pair.retained(),
        false,
        now,
        AttributeChanges.NONE,
        List.of(),
        Set.of(pair.merged()),
        Set.of(),
        Set.of(),
        List.of());
  }
}
