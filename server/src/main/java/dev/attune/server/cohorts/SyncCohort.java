package dev.attune.server.cohorts;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.cohorts.CohortWire.Cohort;
import dev.attune.server.data.DataAccess;
import dev.attune.server.data.DataProblem;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.Format;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.SegmentDocument;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.server.json.Json;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.ProfileWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.util.ByteArrayBuilder;

/// `POST /v1/integrations/cohortsync`: people come into a segment or go out of it. The segment is
/// declared when there is none of this id. Durable before the answer; when a failure comes between,
/// some members are written, and the call may be made again.
public final class SyncCohort {
  private static final int BATCH = 500;

  private final Workspaces workspaces;
  private final WriteProfiles profiles;

  public SyncCohort(Workspaces workspaces, WriteProfiles profiles) {
    this.workspaces = workspaces;
    this.profiles = profiles;
  }

  public Response answer(Workspace workspace, Request request) {
    var cohort = CohortWire.read(request.body());
    var segment = segment(cohort);
    if (cohort.joins() && workspace.document().segment(segment.id()) == null) {
      declare(workspace, segment);
    }
    var members = List.copyOf(new LinkedHashSet<>(cohort.members()));
    for (int from = 0; from < members.size(); from += BATCH) {
      var batch = members.subList(from, Math.min(from + BATCH, members.size()));
      var writes = new ArrayList<ProfileWrite>(batch.size());
      batch.forEach(member -> writes.add(write(member, segment.id(), cohort.joins())));
      var _ = profiles.write(workspace, writes);
    }
    return DataAccess.accepted();
  }

  /// As a document would have it, so that its id and name are what a document allows.
  private static SegmentDocument segment(Cohort cohort) {
    var name = cohort.name().isBlank() ? cohort.id() : cohort.name();
    var text = new ByteArrayBuilder();
    try (var json = Json.generator(text)) {
      json.writeStartObject();
      json.writeStringProperty("id", cohort.id());
      json.writeStringProperty("name", name);
      json.writeEndObject();
    }
    try {
      return DocumentReader.segment(text.toByteArray(), Format.JSON, cohort.id());
    } catch (InvalidDocument invalid) {
      var mistake = invalid.mistakes().getFirst();
      var field = mistake.path().equals("name") ? "cohort_name" : "cohort_id";
      throw new Refused(DataProblem.invalid(field, field + " " + mistake.message()));
    }
  }

  /// When somebody else declares it meanwhile, theirs stands.
  private void declare(Workspace workspace, SegmentDocument segment) {
    try {
      var _ =
          workspaces.edit(
              workspace.id(),
              document ->
                  document.segment(segment.id()) == null
                      ? document.withSegment(segment)
                      : document);
    } catch (InvalidDocument invalid) {
      throw new Refused(DataProblem.invalid("cohort_id", invalid.mistakes().getFirst().message()));
    }
  }

  /// Existing people only, and being put on a list is nothing that they did: the write is dated so
  /// that it never counts as having been seen.
  private static ProfileWrite write(String customerId, String segment, boolean joins) {
    return new ProfileWrite(
        customerId,
        true,
        Instant.EPOCH,
        AttributeChanges.NONE,
        List.of(),
        Set.of(),
        joins ? Set.of(segment) : Set.of(),
        joins ? Set.of() : Set.of(segment),
        List.of());
  }
}
