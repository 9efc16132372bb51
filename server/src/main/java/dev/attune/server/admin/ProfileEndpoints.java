package dev.attune.server.admin;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.History.Totals;
import dev.attune.engine.profile.Merged;
import dev.attune.engine.profile.Profile;
import dev.attune.server.attributes.ValueJson;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.storage.Event;
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What is known of one person.
final class ProfileEndpoints {
  private static final int LATEST_EVENTS = 100;

  private final Workspaces workspaces;
  private final Storage storage;
  private final InstantSource clock;

  ProfileEndpoints(Workspaces workspaces, Storage storage, InstantSource clock) {
    this.workspaces = workspaces;
    this.storage = storage;
    this.clock = clock;
  }

  Response get(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var id = new WorkspaceId(workspace.id());
    var customerId = request.pathParameter("customer");
    var profile = storage.profiles().find(id, customerId, clock.instant()); // totals will do
    if (profile == null) {
      throw AdminProblem.notFound("There is no profile '%s'.".formatted(customerId));
    }
    var events = storage.events().latest(id, profile.customerId(), LATEST_EVENTS);
    return Answers.of(200, json -> write(json, workspace, profile, events)).with(Answers.NO_STORE);
  }

  private static void write(
      JsonGenerator json, Workspace workspace, Profile profile, List<Event> events) {
    json.writeStringProperty("customer_id", profile.customerId());
    json.writeStringProperty("first_seen", profile.firstSeen().toString());
    json.writeStringProperty("last_seen", profile.lastSeen().toString());
    json.writeArrayPropertyStart("segments");
    profile.segments().stream().sorted().forEach(json::writeString);
    json.writeEndArray();
    json.writeName("attributes");
    ValueJson.writeFields(json, new TreeMap<>(profile.attributes()));
    json.writeArrayPropertyStart("exposures");
    for (var exposures : new TreeMap<>(profile.exposures()).values()) {
      exposures.forEach(exposure -> write(json, exposure, workspace));
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("merged");
    profile.merged().forEach(merged -> write(json, merged));
    json.writeEndArray();
    json.writeObjectPropertyStart("history");
    for (var name : new TreeSet<>(profile.history().names())) {
      write(json, name, profile.history().totals(name));
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("events");
    events.forEach(event -> write(json, event, workspace));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Exposure exposure, Workspace workspace) {
    json.writeStartObject();
    var experience =
        workspace.catalog().experiences().stream()
            .filter(candidate -> candidate.id().equals(exposure.experienceId()))
            .findFirst();
    // Absent once the experience is deleted.
    experience.ifPresent(found -> json.writeStringProperty("experience", found.key()));
    json.writeStringProperty("experience_id", exposure.experienceId());
    json.writeStringProperty("audience_id", exposure.audienceId());
    json.writeStringProperty("variation_id", exposure.variationId());
    json.writeStringProperty("at", exposure.at().toString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Merged merged) {
    json.writeStartObject();
    json.writeStringProperty("customer_id", merged.customerId());
    json.writeStringProperty("at", merged.at().toString());
    if (!merged.through().isEmpty()) {
      json.writeStringProperty("through", merged.through());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable Totals totals) {
    if (totals != null) {
      json.writeObjectPropertyStart(name);
      json.writeNumberProperty("count", totals.count());
      json.writeStringProperty("first", totals.first().toString());
      json.writeStringProperty("last", totals.last().toString());
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Event event, Workspace workspace) {
    json.writeStartObject();
    json.writeStringProperty("id", event.id());
    json.writeStringProperty("name", event.name());
    json.writeStringProperty("at", event.at().toString());
    json.writeStringProperty("received", event.received().toString());
    if (!event.platform().isEmpty()) {
      json.writeStringProperty("platform", event.platform());
    }
    json.writeName("attributes");
    ValueJson.writeFields(json, event.attributes());
    if (event.exposure() != null) {
      json.writeName("exposure");
      write(json, event.exposure(), workspace);
    }
    json.writeEndObject();
  }
}
