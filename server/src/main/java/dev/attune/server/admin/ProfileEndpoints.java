package dev.attune.server.admin;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.History.Totals;
import dev.attune.engine.profile.Merged;
import dev.attune.engine.profile.Profile;
import dev.attune.server.attributes.ValueJson;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.ErasePeople;
import dev.attune.server.json.Json;
import dev.attune.storage.Event;
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// All that is known of one person, under whichever of their ids it is asked for: to look at, to
/// hand over, to erase.
final class ProfileEndpoints {
  /// How many events are shown unless fewer are asked for. Of a person who has more the answer says
  /// so.
  static final int MAX_EVENTS = 10_000;

  private final Workspaces workspaces;
  private final Storage storage;
  private final ErasePeople people;
  private final InstantSource clock;

  ProfileEndpoints(
      Workspaces workspaces, Storage storage, ErasePeople people, InstantSource clock) {
    this.workspaces = workspaces;
    this.storage = storage;
    this.people = people;
    this.clock = clock;
  }

  Response get(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    int most = events(request.queryParameter("events"));
    var id = new WorkspaceId(workspace.id());
    var customerId = request.pathParameter("customer");
    var profile = storage.profiles().find(id, customerId, clock.instant());
    if (profile == null) {
      throw unknown(customerId);
    }
    var events = storage.events().latest(id, profile.customerId(), most + 1);
    return Answers.of(200, json -> write(json, workspace, profile, events, most))
        .with(Answers.NO_STORE);
  }

  Response erase(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var customerId = request.pathParameter("customer");
    if (!people.erase(workspace, customerId)) {
      throw unknown(customerId);
    }
    return Response.empty(204);
  }

  private static int events(@Nullable String text) {
    if (text == null) {
      return MAX_EVENTS;
    }
    try {
      int events = Integer.parseInt(text);
      if (events >= 0 && events <= MAX_EVENTS) {
        return events;
      }
    } catch (NumberFormatException notANumber) {
      // said below, with what is allowed
    }
    throw AdminProblem.badRequest(
        "events is '%s', 0 to %,d".formatted(Json.cut(text, 60), MAX_EVENTS));
  }

  private static RuntimeException unknown(String customerId) {
    return AdminProblem.notFound("There is no profile '%s'.".formatted(customerId));
  }

  private static void write(
      JsonGenerator json, Workspace workspace, Profile profile, List<Event> events, int most) {
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
    events.stream().limit(most).forEach(event -> write(json, event, workspace));
    json.writeEndArray();
    json.writeBooleanProperty("has_more_events", events.size() > most);
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

  private static void write(JsonGenerator json, Exposure exposure, Workspace workspace) {
    json.writeStartObject();
    writeExperience(json, exposure.experienceId(), workspace);
    json.writeStringProperty("audience_id", exposure.audienceId());
    json.writeStringProperty("variation_id", exposure.variationId());
    json.writeStringProperty("at", exposure.at().toString());
    json.writeEndObject();
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
    if (event.touch() != null) {
      json.writeName("touch");
      write(json, event.touch(), workspace);
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Touch touch, Workspace workspace) {
    json.writeStartObject();
    json.writeStringProperty("kind", touch.kind().name().toLowerCase(Locale.ROOT));
    writeExperience(json, touch.experienceId(), workspace);
    json.writeStringProperty("audience_id", touch.audienceId());
    if (!touch.variationId().isEmpty()) {
      json.writeStringProperty("variation_id", touch.variationId());
    }
    if (!touch.element().isEmpty()) {
      json.writeStringProperty("element", touch.element());
    }
    json.writeEndObject();
  }

  private static void writeExperience(JsonGenerator json, String id, Workspace workspace) {
    workspace.catalog().experiences().stream()
        .filter(candidate -> candidate.id().equals(id))
        .findFirst()
        // Absent once the experience is deleted.
        .ifPresent(found -> json.writeStringProperty("experience", found.key()));
    json.writeStringProperty("experience_id", id);
  }
}
