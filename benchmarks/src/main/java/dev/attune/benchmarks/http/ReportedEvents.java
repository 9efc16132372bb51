package dev.attune.benchmarks.http;

import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.People;
import dev.attune.benchmarks.shop.WorkspaceDocument;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Goal;
import dev.attune.engine.attribution.Goals;
import dev.attune.engine.attribution.Touch;
import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// A database in which one experience has many events: impressions, clicks and orders of 60 days,
/// written through the storage as a server writes them. Made once and kept.
final class ReportedEvents {
  static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  static final int DAYS = 60;

  /// Of which 45 impressions, 4 clicks and an order.
  static final int A_PERSON = 50;

  private static final int ORDERS = 1;
  private static final int CLICKS = 4;
  static final int IMPRESSIONS = A_PERSON - ORDERS - CLICKS;
  private static final int BATCH = 40;
  private static final List<String> ELEMENTS = List.of("Buy", "Details", "Close");

  private static final Policy POLICY =
      new Policy(
          false,
          null,
          new Goals(
              ZoneOffset.UTC,
              Map.of(
                  ExperienceNames.id(0),
                  List.of(
                      new Goal(
                          WorkspaceDocument.GOAL,
                          WorkspaceDocument.GOAL_EVENT,
                          null,
                          AttributePath.of(WorkspaceDocument.REVENUE),
                          Duration.ofHours(WorkspaceDocument.GOAL_HOURS),
                          Attribution.VIEW_THROUGH)))));

  private ReportedEvents() {}

  /// @param events how many, a multiple of [#A_PERSON]
  static Path in(Path directory, int events, Consumer<String> progress) throws IOException {
    var file = directory.resolve("reported-%d-%d.db".formatted(events, Population.LAYOUT));
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      var end = FROM.plus(Duration.ofDays(DAYS));
      Population.make(
          file, end, storage -> fill(storage, file, events / A_PERSON, progress), progress);
    }
    return file;
  }

  private static void fill(Storage storage, Path file, int people, Consumer<String> progress) {
    for (int first = 0; first < people; first += BATCH) {
      if (first % (people / 20) < BATCH) {
        progress.accept(Population.making(file, first, people));
      }
      var writes = new ArrayList<ProfileWrite>(BATCH);
      for (int number = first; number < Math.min(people, first + BATCH); number++) {
        writes.add(ProfileWrite.of(People.customerId(number), FROM, of(number)));
      }
      storage.profiles().write(Population.WORKSPACE, POLICY, writes);
    }
  }

  private static List<Event> of(int person) {
    var random = new SplittableRandom(person);
    var variation = random.nextBoolean() ? "1" : "2";
    var events = new ArrayList<Event>(A_PERSON);
    for (int i = 0; i < A_PERSON; i++) {
      var at = FROM.plusSeconds(random.nextInt((int) Duration.ofDays(DAYS).toSeconds()));
      var id = "event-%d-%d".formatted(person, i);
      if (i < ORDERS) {
        Map<String, Value> total =
            Map.of(WorkspaceDocument.REVENUE, new Value.Amount(random.nextInt(1, 500)));
        events.add(new Event(id, WorkspaceDocument.GOAL_EVENT, at, at, "web", total, null));
      } else {
        boolean clicked = i < ORDERS + CLICKS;
        var touch =
            new Touch(
                clicked ? Touch.Kind.CLICKED : Touch.Kind.SHOWN,
                ExperienceNames.id(0),
                ExperienceNames.audienceId(0),
                variation,
                clicked ? ELEMENTS.get(random.nextInt(ELEMENTS.size())) : "",
                Map.of("1", 5_000, "2", 5_000));
        var name =
            clicked ? "MOE_PERSONALIZATION_MESSAGE_CLICKED" : "MOE_PERSONALIZATION_MESSAGE_SHOWN";
        events.add(new Event(id, name, at, at, "web", Map.of(), touch));
      }
    }
    events.sort(Comparator.comparing(Event::at));
    return events;
  }
}
