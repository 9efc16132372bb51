package dev.attune.acceptance;

import static java.util.stream.Collectors.joining;

import dev.attune.acceptance.Recount.Arm;
import dev.attune.acceptance.Recount.Goal;
import dev.attune.acceptance.Recount.Happened;
import dev.attune.acceptance.Recount.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// A random history of people who see, click and buy, and the requests that tell of it: in
/// disorder, and some of it again.
final class History {
  static final String KEY = "banner";
  static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  static final LocalDate FIRST = LocalDate.of(2024, 3, 29);
  static final int DAYS = 9; // from a Friday over a weekend and the end of a month

  static final List<Arm> ARMS =
      List.of(new Arm("A1", "1"), new Arm("A1", "2"), new Arm("B2", "1"), new Arm("B2", "2"));

  static final List<Goal> GOALS =
      List.of(
          new Goal(
              "Order",
              one -> one.what().equals("Order Placed"),
              true,
              Duration.ofHours(36),
              "view_through"),
          new Goal("Large Order", History::isLarge, true, Duration.ofHours(1), "click_through"),
          new Goal(
              "Sign-up",
              one -> one.what().equals("Signed Up"),
              false,
              Duration.ofHours(72),
              "in_session"));

  static final String SHOP =
      """
      time_zone: Asia/Kolkata
      experiences:
        - key: banner
          name: Name of banner
          id: %s
          status: active
          goals:
            - { name: Order, event: Order Placed, revenue: amount }
            - name: Large Order
              event: Order Placed
              rule: { attribute: amount, at_least: 100 }
              revenue: amount
              window_hours: 1
              attribution: click_through
            - { name: Sign-up, event: Signed Up, window_hours: 72, attribution: in_session }
          audiences:
            - audience: { id: A1, name: Gold, rule: { attribute: plan, is: gold } }
              variations: [ { name: First, weight: 50 }, { name: Second, weight: 50 } ]
            - audience: { id: B2, name: Everybody, rule: { everyone: true } }
              variations: [ { name: First, weight: 50 }, { name: Second, weight: 50 } ]
      """
          .formatted(EventsTest.ID);

  /// How long after a touch something is done: around the ends of all windows.
  private static final List<Duration> EDGES =
      List.of(
          Duration.ZERO,
          Duration.ofMillis(1),
          Duration.ofMillis(-1),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30).plusMillis(1),
          Duration.ofHours(1),
          Duration.ofHours(1).plusMillis(1),
          Duration.ofHours(36),
          Duration.ofHours(36).plusMillis(1),
          Duration.ofHours(72),
          Duration.ofHours(72).plusMillis(1));

  private static final int LARGEST_CHUNK = 12;

  private final Random random;
  private final int people;

  /// In the order in which it is sent, as often as it is.
  final List<Happened> sent = new ArrayList<>();

  /// What is sent together.
  final List<List<Happened>> chunks = new ArrayList<>();

  /// @param events how many different ones, of which every fourth is sent once more
  History(Random random, int people, int events) {
    this.random = random;
    this.people = people;
    var touches = new ArrayList<Happened>();
    for (int i = 0; i < events; i++) {
      if (touches.isEmpty() || random.nextInt(5) < 3) {
        touches.add(touch());
        sent.add(touches.getLast());
      } else {
        sent.add(deed(touches.get(random.nextInt(touches.size()))));
      }
    }
    for (int i = 0; i < events / 4; i++) {
      sent.add(sent.get(random.nextInt(sent.size())));
    }
    Collections.shuffle(sent, random);
    for (int from = 0; from < sent.size(); from += chunks.getLast().size()) {
      int size = 1 + random.nextInt(LARGEST_CHUNK);
      chunks.add(sent.subList(from, Math.min(sent.size(), from + size)));
    }
  }

  static String person(int number) {
    return "person-" + number;
  }

  private static boolean isLarge(Happened one) {
    return one.what().equals("Order Placed")
        && one.amount() != null
        && one.amount().compareTo(BigDecimal.valueOf(100)) >= 0;
  }

  private String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /// Some in the same moment, some at midnight.
  private Instant moment() {
    var day = FIRST.plusDays(random.nextInt(DAYS)).atStartOfDay(ZONE).toInstant();
    return switch (random.nextInt(4)) {
      case 0 -> day;
      case 1 -> day.plus(Duration.ofHours(random.nextInt(24)));
      default -> day.plusMillis(random.nextInt((int) Duration.ofDays(1).toMillis()));
    };
  }

  private Happened touch() {
    boolean shown = random.nextInt(3) > 0;
    return new Happened(
        id(),
        person(random.nextInt(people)),
        shown ? Kind.SHOWN : Kind.CLICKED,
        ARMS.get(random.nextInt(ARMS.size())),
        shown ? "" : List.of("", "Buy", "More").get(random.nextInt(3)),
        moment(),
        null);
  }

  private Happened deed(Happened after) {
    boolean chance = random.nextInt(3) == 0;
    boolean order = random.nextInt(3) > 0;
    return new Happened(
        id(),
        chance ? person(random.nextInt(people)) : after.person(),
        Kind.DID,
        null,
        order ? "Order Placed" : "Signed Up",
        chance ? moment() : after.at().plus(EDGES.get(random.nextInt(EDGES.size()))),
        random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(20_000), 2));
  }

  Recount recount() {
    return new Recount(ZONE, ARMS, GOALS, sent, person -> person);
  }

  /// Impressions and clicks in one request, what people did in another.
  static void send(Workspace shop, List<Happened> chunk) throws IOException {
    var touches = chunk.stream().filter(one -> one.kind() != Kind.DID).toList();
    if (!touches.isEmpty()) {
      var elements = touches.stream().map(History::element).toArray(String[]::new);
      accept(shop.personalize("events"), EventsJson.request(elements));
    }
    var deeds = chunk.stream().filter(one -> one.kind() == Kind.DID).toList();
    if (!deeds.isEmpty()) {
      var elements = deeds.stream().map(History::event).collect(joining(","));
      accept(shop.data("transition/" + shop.id()), DataJson.transition(elements));
    }
  }

  private static void accept(HttpRequest.Builder request, String body) throws IOException {
    Caller.trySend(request.POST(Caller.body(body))).hasStatus(200);
  }

  private static String element(Happened one) {
    var arm = one.arm();
    if (arm == null) {
      throw new IllegalArgumentException(one + " is no touch");
    }
    return EventsJson.element(
        one.person(),
        EventsJson.action(
            one.kind() == Kind.SHOWN ? EventsJson.SHOWN : EventsJson.CLICKED,
            one.id(),
            "\"" + one.at() + "\"",
            cid(arm),
            one.what().isEmpty() ? "" : ",\"b_id\":\"" + one.what() + "\""));
  }

  static String cid(Arm arm) {
    return "%s_F_T_WP_AB_%s_P_0_AU_%s".formatted(EventsTest.ID, arm.variation(), arm.audience());
  }

  /// Every other amount is a text.
  private static String event(Happened one) {
    var amount =
        one.amount() == null
            ? ""
            : one.id().hashCode() % 2 == 0
                ? "\"amount\":" + one.amount()
                : "\"amount\":\"" + one.amount() + "\"";
    return DataJson.eventOf(
        one.person(),
        DataJson.action(
            one.what(),
            ",\"event_uuid\":\"%s\",\"current_time\":\"%s\",\"attributes\":{%s}"
                .formatted(one.id(), one.at(), amount)));
  }
}
