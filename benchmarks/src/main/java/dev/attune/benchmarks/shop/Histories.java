package dev.attune.benchmarks.shop;

import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What some of the [People] have looked at in the last [#DAYS] days.
public final class Histories {
  /// Some persons by their numbers, and how many events each has.
  ///
  /// @param from the first
  /// @param to the last, exclusive
  public record Group(String name, int from, int to, int events) {}

  public static final Group NONE = new Group("no events", 0, 3_000, 0);
  public static final Group TWENTY = new Group("20 events", 3_000, 6_000, 20);
  public static final Group THOUSAND = new Group("1,000 events", 6_000, 6_300, 1_000);

  /// The same as [#TWENTY] and [#THOUSAND], and one look at [#RARE] besides.
  public static final List<Group> SAW_IT =
      List.of(
          new Group("20 events and that one", 6_300, 6_310, 20),
          new Group("1,000 events and that one", 6_310, 6_320, 1_000));

  /// The event.
  public static final String VIEWED = "Product Viewed";

  /// Its attribute that the rule asks for.
  public static final String CATEGORY = "category";

  /// A category that nobody looks at but [#SAW_IT].
  public static final String RARE = "kayaks";

  /// How far back the events go.
  public static final int DAYS = 60;

  /// How long ago [#SAW_IT] saw it.
  public static final Duration SAW_IT_AGO = Duration.ofDays(29);

  /// Those that people look at otherwise.
  public static final List<String> CATEGORIES =
      List.of("shoes", "shirts", "bags", "watches", "books");

  private static final List<String> BRANDS = List.of("Aster", "Birch", "Cedar", "Dahlia");

  private Histories() {}

  /// The events of a person of one of the groups, evenly spread, the oldest first; the same each
  /// time.
  ///
  /// @param now the last is a bit before
  public static List<Event> of(Group group, int number, Instant now) {
    var random = new SplittableRandom(number);
    var events = new ArrayList<Event>(group.events() + 1);
    for (int i = 0; i < group.events(); i++) {
      var ago = Duration.ofDays(DAYS).multipliedBy(group.events() - i).dividedBy(group.events());
      var category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
      events.add(viewed("viewed-%d-%d".formatted(number, i), now.minus(ago), category, random));
    }
    if (SAW_IT.contains(group)) {
      events.add(viewed("viewed-%d-it".formatted(number), now.minus(SAW_IT_AGO), RARE, random));
    }
    return events;
  }

  private static Event viewed(String id, Instant at, String category, SplittableRandom random) {
    Map<String, Value> attributes =
        Map.of(
            CATEGORY,
            new Value.Text(category),
            "brand",
            new Value.Text(BRANDS.get(random.nextInt(BRANDS.size()))),
            "price",
            new Value.Amount(random.nextInt(1, 500)));
    return new Event(id, VIEWED, at, at, "web", attributes, null);
  }
}
