package dev.attune.server.fetch;

import static dev.attune.server.identity.Identification.MAX_ID_LENGTH;

import dev.attune.engine.audience.Need;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.bucketing.Bucket;
import dev.attune.engine.decision.Decider;
import dev.attune.engine.profile.History;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import dev.attune.server.catalog.CatalogVersion;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.control.HeldOutPeople;
import dev.attune.server.device.Devices;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.Identification;
import dev.attune.server.identity.Named;
import dev.attune.server.place.Places;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /v1/experiences/fetch`: one profile read, no write. Who is held out of an experience is
/// noted in memory, and written later by [HeldOutPeople].
public final class FetchExperiences {
  private final Identification identification;
  private final Places places;
  private final Devices devices;
  private final HeldOutPeople heldOutPeople;
  private final InstantSource clock;

  public FetchExperiences(
      Identification identification,
      Places places,
      Devices devices,
      HeldOutPeople heldOutPeople,
      InstantSource clock) {
    this.identification = identification;
    this.places = places;
    this.devices = devices;
    this.heldOutPeople = heldOutPeople;
    this.clock = clock;
  }

  public Response answer(Workspace workspace, Request request) {
    var fetch = FetchWire.read(request.body());
    var now = clock.instant();
    var question = ask(workspace, fetch, now, workspace.catalog().since(fetch.keys(), now));
    var served = question.decider().serve(question.keys());
    var heldOut = question.decider().heldOut();
    if (!heldOut.isEmpty()) {
      var subject = question.subject();
      boolean known = subject.profile() != null;
      heldOutPeople.note(workspace, question.customerId(), known, heldOut, subject.now());
    }
    return Response.of(200, ContentType.JSON, FetchWire.write(served))
        .with(CatalogVersion.header(workspace));
  }

  /// A fetch with all that deciding on it takes.
  ///
  /// @param subject whom the decider decides on
  /// @param customerId whose events are this person's: the profile's, else the id the call names;
  ///   empty for a visitor without any
  /// @param keys which experiences; empty for all
  public record Question(Decider decider, Subject subject, String customerId, List<String> keys) {}

  /// Reads a fetch body and looks everything up that explaining its answer takes: the person's
  /// whole history.
  ///
  /// @throws dev.attune.server.http.Refused if the body is not as the contract has it
  public Question toExplain(Workspace workspace, byte[] body) {
    var now = clock.instant();
    return ask(workspace, FetchWire.read(body), now, now.minus(History.KEPT));
  }

  /// @param since how far back the person's history is to be read
  private Question ask(
      Workspace workspace, FetchRequest fetch, Instant now, @Nullable Instant since) {
    var profile =
        identification.find(
            workspace,
            new Named(
                fetch.customerId(),
                fetch.userIdentifiers(),
                fetch.anyIdentifier(),
                fetch.anonymousId()),
            since);
    var subject = new Subject(profile, visit(workspace, fetch), now);
    return new Question(
        new Decider(workspace.catalog(), subject),
        subject,
        profile == null ? given(fetch) : profile.customerId(),
        fetch.keys());
  }

  private Visit visit(Workspace workspace, FetchRequest fetch) {
    var catalog = workspace.catalog();
    var place =
        !fetch.ipAddress().isEmpty() && catalog.needs(Need.PLACE, fetch.keys())
            ? places.of(fetch.ipAddress())
            : Place.UNKNOWN;
    var device =
        !fetch.userAgent().isEmpty() && catalog.needs(Need.DEVICE, fetch.keys())
            ? devices.of(fetch.userAgent())
            : Device.UNKNOWN;
    return new Visit(unit(fetch), fetch.query(), fetch.day(), fetch.hour(), place, device);
  }

  /// Whom the hash divides by when there is no profile. An id that is not known yet counts, so that
  /// the variation stays when the profile is made.
  private static String unit(FetchRequest fetch) {
    var id = given(fetch);
    return id.isEmpty() ? Bucket.unitOf(fetch.ipAddress(), fetch.userAgent()) : id;
  }

  /// The id that the call names a stranger by; empty for none. Cut, because it is hashed for each
  /// experience: a megabyte would keep everyone waiting.
  private static String given(FetchRequest fetch) {
    var id = fetch.customerId().isEmpty() ? fetch.anonymousId() : fetch.customerId();
    return id.length() > MAX_ID_LENGTH ? id.substring(0, MAX_ID_LENGTH) : id;
  }
}
