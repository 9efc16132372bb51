package dev.attune.server.events;

import static dev.attune.server.events.EventsWire.invalid;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.profile.Value;
import dev.attune.server.attributes.Identifiers;
import dev.attune.server.catalog.Cid;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.events.EventsWire.RawAction;
import dev.attune.server.events.EventsWire.RawElement;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.Event;
import dev.attune.storage.ProfileWrite;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// `POST /v1/experiences/events`: impressions and clicks, stored once each and durable before the
/// answer. Either all of a request is stored or, with a 400, nothing of it.
public final class RecordEvents {
  private final WriteProfiles profiles;
  private final EventRetention retention;
  private final InstantSource clock;

  public RecordEvents(WriteProfiles profiles, EventRetention retention, InstantSource clock) {
    this.profiles = profiles;
    this.retention = retention;
    this.clock = clock;
  }

  public Response answer(Workspace workspace, Request request) {
    var now = clock.instant();
    var elements = EventsWire.read(request.body(), workspace.zone());
    var writes = new ArrayList<ProfileWrite>(elements.size());
    for (var element : elements) {
      writes.add(write(workspace, element, now));
    }
    var _ = profiles.write(workspace, writes);
    return Response.of(200, ContentType.JSON, EventsWire.accepted());
  }

  private ProfileWrite write(Workspace workspace, RawElement element, Instant now) {
    var anonymousId = EventChecks.anonymousId(element.anonymousId);
    var customerId = EventChecks.customerId(element.customerId, anonymousId);
    if (element.actions.isEmpty()) {
      throw invalid("Element", "", "actions");
    }
    var events = new ArrayList<Event>(element.actions.size());
    for (var action : element.actions) {
      events.add(event(workspace, action, element.offsetSeconds, now));
    }
    return new ProfileWrite(
            customerId,
            false,
            now,
            element.attributes,
            Identifiers.claimed(workspace, element.attributes),
            EventFields.absorbed(customerId, anonymousId),
            Set.of(),
            Set.of(),
            events)
        .absorbingThrough(EventFields.ANONYMOUS_ID);
  }

  /// The same uuid may name an impression and a click, so the action is part of the event's id.
  private Event event(Workspace workspace, RawAction action, int offsetSeconds, Instant now) {
    var name = EventChecks.action(action.name);
    var uuid = EventChecks.uuid(action.uuid);
    var at = EventChecks.time(action, offsetSeconds, now, retention);
    var sent = EventChecks.attributes(action.attributes);
    var text = sent.getOrDefault("cid", "");
    var cid = Cid.parse(text);
    var experience = cid == null ? null : workspace.catalog().withId(cid.experienceId());
    if (cid == null || experience == null) {
      throw invalid("Attributes", "of an experience of this workspace", "cid");
    }
    boolean shown = name.equals(EventChecks.SHOWN);
    return new Event(
        uuid + (shown ? ":S" : ":C"),
        name,
        at,
        now,
        EventFields.platform(action.platform),
        kept(text, sent, action),
        new Touch(
            shown ? Touch.Kind.SHOWN : Touch.Kind.CLICKED,
            cid.experienceId(),
            cid.audienceId(),
            cid.variationId(),
            action.element == null ? "" : action.element,
            shown ? shares(experience, cid.audienceId()) : Map.of()));
  }

  /// What the people shown should divide by, as it is now; nothing for an audience that the
  /// experience does not have any more.
  private static Map<String, Integer> shares(Experience experience, String audienceId) {
    for (var target : experience.targets()) {
      if (target.audienceId().equals(audienceId)) {
        return target.shares();
      }
    }
    return Map.of();
  }

  /// What counting needs; names and the like follow from the cid.
  private static Map<String, Value> kept(String cid, Map<String, String> sent, RawAction action) {
    var kept = new HashMap<String, Value>();
    kept.put("cid", new Value.Text(cid));
    kept.put("moe_locale_id", new Value.Text(sent.getOrDefault("moe_locale_id", "")));
    if (action.element != null) {
      EventChecks.checkLength("b_id", action.element);
      kept.put("b_id", new Value.Text(action.element));
    }
    return kept;
  }
}
