package dev.attune.server.admin;

import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.AudienceDocument;
import dev.attune.server.document.TargetDocument.Whom.Inline;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.WorkspaceId;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How many people an audience has: a shared one, or one that is written inside an experience.
///
/// One at a time in a workspace, so that who asks for many does not take all workers.
final class AudienceSizeEndpoint {
  private final Workspaces workspaces;
  private final ProfileStore profiles;
  private final InstantSource clock;
  private final Set<String> counting = ConcurrentHashMap.newKeySet();

  AudienceSizeEndpoint(Workspaces workspaces, ProfileStore profiles, InstantSource clock) {
    this.workspaces = workspaces;
    this.profiles = profiles;
    this.clock = clock;
  }

  Response get(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var id = request.pathParameter("id");
    var audience = find(workspace.document(), id);
    if (audience == null) {
      throw AdminProblem.notFound("There is no audience '%s' in this workspace.".formatted(id));
    }
    if (!counting.add(workspace.id())) {
      throw AdminProblem.tooMany(
          "An audience of this workspace is being counted; ask again in a moment.");
    }
    var rule = new OnAnyVisit(audience.rule());
    AudienceSize size;
    try {
      size =
          AudienceSize.of(
              rule.rule(),
              profiles,
              new WorkspaceId(workspace.id()),
              clock.instant(),
              workspace.zone());
    } finally {
      counting.remove(workspace.id());
    }
    return Answers.of(
            200,
            json -> {
              json.writeStringProperty("audience_id", id);
              json.writeNumberProperty("profiles", size.profiles());
              json.writeNumberProperty("matching", size.matching());
              json.writeNumberProperty("low", size.low());
              json.writeNumberProperty("high", size.high());
              json.writeBooleanProperty("exact", size.exact());
              json.writeNumberProperty("sampled", size.sampled());
              json.writeArrayPropertyStart("not_considered");
              rule.leftOut().forEach(json::writeString);
              json.writeEndArray();
            })
        .with(Answers.NO_STORE);
  }

  private static @Nullable AudienceDocument find(WorkspaceDocument document, String id) {
    var shared = document.audience(id);
    if (shared != null) {
      return shared;
    }
    for (var experience : document.experiences()) {
      for (var target : experience.audiences()) {
        if (target.whom() instanceof Inline(var inline) && id.equals(inline.id())) {
          return inline;
        }
      }
    }
    return null;
  }
}
