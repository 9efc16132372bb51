package dev.attune.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.attune.engine.Dice;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.bucketing.Split;
import dev.attune.engine.decision.Decision.Because;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.decision.Decision.Unless;
import dev.attune.engine.decision.Decision.Withheld;
import dev.attune.engine.experience.Catalog;
import dev.attune.engine.experience.Content;
import dev.attune.engine.experience.DataType;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Payload;
import dev.attune.engine.experience.Priority;
import dev.attune.engine.experience.Schedule;
import dev.attune.engine.experience.Status;
import dev.attune.engine.experience.Target;
import dev.attune.engine.experience.Variation;
import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.template.Template;
import dev.attune.engine.template.TemplateException;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is decided when is in `vectors/decisions/`. Here whole catalogs are held against an oracle
/// that writes every decision out as text, from the rules of the design, one line after the other.
class DeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");
  private static final List<Priority> FIRST =
      List.of(Priority.CRITICAL, Priority.HIGH, Priority.MEDIUM, Priority.LOW);
  private static final List<String> VARIATIONS = List.of("1", "2", "3");

  @Test
  void everyDecisionAgreesWithTheOracle() {
    Dice.roll(
        1,
        1_500,
        dice -> {
          var catalog = new Catalog(1, experiences(dice));
          var subject = subject(dice, catalog);
          var wanted = oracle(catalog.experiences(), subject);
          var decider = new Decider(catalog, subject);
          for (var experience : shuffled(dice, catalog.experiences())) {
            assertThat(written(decider.decide(experience)))
                .as("%s for %s", experience.key(), subject)
                .isEqualTo(wanted.get(experience.key()));
          }
        });
  }

  @Test
  void servesWhatIsServedInTheOrderOfTheKeysEachOnce() {
    Dice.roll(
        2,
        1_000,
        dice -> {
          var catalog = new Catalog(1, experiences(dice));
          var subject = subject(dice, catalog);
          var wanted = oracle(catalog.experiences(), subject);
          var keys = dice.some(8, () -> "key-" + dice.below(8));
          var order =
              keys.isEmpty()
                  ? catalog.experiences().stream().map(Experience::key).toList()
                  : List.copyOf(new LinkedHashSet<>(keys));
          var served = new Decider(catalog, subject).serve(keys);
          assertThat(served.stream().map(one -> one.experience().key()).toList())
              .isEqualTo(
                  order.stream()
                      .filter(k -> wanted.getOrDefault(k, "").startsWith("served"))
                      .toList());
        });
  }

  @Test
  void explainsExactlyWhatItDecides() {
    Dice.roll(
        3,
        500,
        dice -> {
          var catalog = new Catalog(1, experiences(dice));
          var subject = subject(dice, catalog);
          var explained = new Decider(catalog, subject).explain(List.of());
          assertThat(explained)
              .extracting(Explanation::experience)
              .isEqualTo(catalog.experiences());
          for (var explanation : explained) {
            var decided =
                new Decider(catalog, subject)
                    .decide(Objects.requireNonNull(explanation.experience()));
            assertThat(explanation.decision()).isEqualTo(decided);
            assertThat(explanation.unit()).isEqualTo(unit(subject));
            var first =
                explanation.audiences().stream().filter(Explanation.Audience::matched).findFirst();
            var target =
                decided instanceof Withheld withheld
                    ? withheld.target()
                    : ((Served) decided).target();
            if (target != null) {
              assertThat(first.orElseThrow().target()).isSameAs(target);
            }
          }
        });
  }

  @Test
  void anUnknownKeyIsExplainedAsSuch() {
    var subject = new Subject(null, visit("guest"), NOW);
    assertThat(new Decider(new Catalog(1, List.of()), subject).explain(List.of("gone")))
        .containsExactly(
            new Explanation(
                "gone", null, new Withheld(Unless.UNKNOWN_KEY, null, ""), "guest", 0, List.of()));
  }

  @Test
  void whatCannotBeFilledInSaysWhichFieldAndWhy() throws TemplateException {
    var slot = new Payload.Slot("MaxItems", DataType.NUMBER, Template.compile("many"));
    var content = new Content(Content.NO_LOCALE, new Payload(pieces(2), List.of(slot)));
    var only = new Variation("1", "Default", content, Map.of());
    var target =
        new Target(
            "s", "42D", "All", new Rule.Everyone(), List.of(only), split(Map.of("1", 10_000)));
    var experience = experience(1, Status.ACTIVE, Priority.LOW, 0, null, true, List.of(target));
    var decider =
        new Decider(new Catalog(1, List.of(experience)), new Subject(null, visit(""), NOW));
    assertThat(decider.decide(experience))
        .isEqualTo(
            new Withheld(
                Unless.TEMPLATE_WITHHELD,
                target,
                "MaxItems: the template gave 'many', not a number"));
  }

  @Test
  void aTakenGroupSaysWhoHasIt() {
    var target =
        new Target(
            "s",
            "42D",
            "All",
            new Rule.Everyone(),
            List.of(variation("1")),
            split(Map.of("1", 10_000)));
    var first = experience(1, Status.ACTIVE, Priority.HIGH, 0, "hero", true, List.of(target));
    var second = experience(2, Status.ACTIVE, Priority.LOW, 0, "hero", true, List.of(target));
    var decider =
        new Decider(new Catalog(1, List.of(first, second)), new Subject(null, visit(""), NOW));
    assertThat(decider.decide(second))
        .isEqualTo(new Withheld(Unless.GROUP_TAKEN, target, "key-1 has exclusion group hero"));
  }

  @Test
  void neverThrowsWhateverTheUnitAndWhateverIsKept() {
    Dice.roll(
        4,
        1_500,
        dice -> {
          var catalog = new Catalog(1, experiences(dice));
          var exposure = new Exposure(dice.anyText(9), dice.anyText(3), dice.anyText(3), NOW);
          var id = catalog.experiences().isEmpty() ? "" : catalog.experiences().getFirst().id();
          var profile =
              new Profile(
                  dice.anyText(9), Map.of(), Map.of(id, List.of(exposure)), Set.of(), NOW, NOW);
          var subject = new Subject(dice.coin() ? null : profile, visit(dice.anyText(40)), NOW);
          assertThat(new Decider(catalog, subject).serve(List.of()).size())
              .isLessThanOrEqualTo(catalog.active().size());
          assertThat(new Decider(catalog, subject).serve(List.of(dice.anyText(9)))).isEmpty();
        });
  }

  // Generated catalogs and people.

  private static List<Experience> experiences(Dice dice) {
    var experiences = new ArrayList<Experience>();
    for (int n = dice.below(8); n > 0; n--) {
      var salt = "salt" + dice.below(3);
      var targets = new ArrayList<Target>();
      for (int t = dice.below(3); t >= 0; t--) {
        targets.add(target(dice, salt, "A" + t));
      }
      var status = dice.oneIn(4) ? dice.pick(Status.values()) : Status.ACTIVE;
      var created = dice.pick("00000001", "65eae573", "ffffffff");
      experiences.add(
          new Experience(
              created + "%016x".formatted(n),
              "key-" + n,
              "Name",
              status,
              dice.pick(Priority.values()),
              schedule(dice),
              dice.pick(0, 0, 3_000),
              dice.oneIn(3) ? null : dice.pick("hero", "footer"),
              dice.coin(),
              salt,
              targets));
    }
    return shuffled(dice, experiences);
  }

  private static Schedule schedule(Dice dice) {
    return dice.oneIn(8)
        ? new Schedule(null, NOW, ZoneOffset.UTC)
        : new Schedule(
            dice.oneIn(3) ? NOW.plusSeconds(dice.between(-1, 1)) : null,
            dice.oneIn(3) ? NOW.plusSeconds(2) : null,
            ZoneOffset.UTC);
  }

  private static Target target(Dice dice, String salt, String id) {
    Rule rule =
        dice.make(
            Rule.Everyone::new,
            () -> new Rule.InSegment(dice.pick("vip", "new")),
            () -> new Rule.Not(new Rule.InSegment("vip")),
            () -> new Rule.NewVisitor(dice.coin()));
    var variations =
        VARIATIONS.subList(0, dice.between(1, 3)).stream().map(DeciderTest::variation).toList();
    var shares = new LinkedHashMap<String, Integer>();
    int left = 10_000;
    for (var variation : variations) {
      int share = dice.pick(0, 1_000, left);
      shares.put(variation.id(), Math.min(left, share));
      left -= Math.min(left, share);
    }
    return new Target(salt, id, id, rule, variations, split(shares));
  }

  private static Subject subject(Dice dice, Catalog catalog) {
    var exposures = new HashMap<String, List<Exposure>>();
    for (var experience : catalog.experiences()) {
      if (dice.coin()) {
        exposures.put(
            experience.id(),
            dice.some(
                3,
                () ->
                    new Exposure(
                        experience.id(), "A" + dice.below(3), dice.pick("1", "2", "3", "9"), NOW)));
      }
    }
    var id = "user_" + dice.below(1_000);
    var profile =
        new Profile(id, Map.of(), exposures, Set.of(dice.pick("vip", "new", "-")), NOW, NOW);
    return new Subject(dice.oneIn(3) ? null : profile, visit("guest_" + dice.below(1_000)), NOW);
  }

  private static <T> List<T> shuffled(Dice dice, List<T> list) {
    var rest = new ArrayList<>(list);
    var shuffled = new ArrayList<T>();
    while (!rest.isEmpty()) {
      shuffled.add(rest.remove(dice.below(rest.size())));
    }
    return shuffled;
  }

  private static Experience experience(
      int n,
      Status status,
      Priority priority,
      int control,
      @Nullable String group,
      boolean sticky,
      List<Target> targets) {
    return new Experience(
        "65eae573%016x".formatted(n),
        "key-" + n,
        "Name",
        status,
        priority,
        new Schedule(null, null, ZoneOffset.UTC),
        control,
        group,
        sticky,
        "salt",
        targets);
  }

  private static Visit visit(String unit) {
    return new Visit(unit, Map.of(), null, null, Place.UNKNOWN, Device.UNKNOWN);
  }

  private static Variation variation(String id) {
    return new Variation(
        id, "V", new Content(Content.NO_LOCALE, new Payload(pieces(1), List.of())), Map.of());
  }

  private static List<byte[]> pieces(int count) {
    return Collections.nCopies(count, new byte[0]);
  }

  private static Split split(Map<String, Integer> shares) {
    return Split.NOBODY.rebalanced(shares);
  }

  // The oracle.

  private static Map<String, String> oracle(List<Experience> experiences, Subject subject) {
    var inOrder = new ArrayList<>(experiences);
    inOrder.sort((a, b) -> {
      int byPriority = FIRST.indexOf(a.priority()) - FIRST.indexOf(b.priority());
      int byAge = b.id().substring(0, 8).compareTo(a.id().substring(0, 8));
      return byPriority != 0 ? byPriority : byAge != 0 ? byAge : a.key().compareTo(b.key());
    });
    assertThat(inOrder).isEqualTo(experiences);
    var decided = new LinkedHashMap<String, String>();
    var taken = new LinkedHashSet<String>();
    for (var experience : inOrder) {
      var group = experience.exclusionGroup();
      var alone = alone(experience, subject);
      boolean matched = alone.startsWith("served") || alone.contains(" of ");
      if (group != null && matched && !taken.add(group)) {
        decided.put(experience.key(), "GROUP_TAKEN of " + alone.split(" of ", 2)[1]);
      } else {
        decided.put(experience.key(), alone);
      }
    }
    return decided;
  }

  private static String alone(Experience experience, Subject subject) {
    if (experience.status() == Status.DRAFT || experience.status() == Status.ARCHIVED) {
      return experience.status().name();
    }
    var end = experience.schedule().end();
    if (end != null && NOW.compareTo(end) >= 0) {
      return "EXPIRED";
    }
    if (experience.status() == Status.PAUSED) {
      return "PAUSED";
    }
    var start = experience.schedule().start();
    if (start != null && NOW.compareTo(start) < 0) {
      return "NOT_YET";
    }
    for (var target : experience.targets()) {
      if (isIn(target.rule(), subject.profile())) {
        return ofTarget(experience, target, subject);
      }
    }
    return "NO_AUDIENCE_MATCHED";
  }

  private static boolean isIn(Rule rule, @Nullable Profile profile) {
    return switch (rule) {
      case Rule.Everyone _ -> true;
      case Rule.NewVisitor(var isNew) -> isNew; // everybody here was first seen today
      case Rule.InSegment(var id) -> profile != null && profile.segments().contains(id);
      case Rule.Not _ -> profile != null && !profile.segments().contains("vip");
      default -> throw new IllegalArgumentException(rule.toString());
    };
  }

  private static String ofTarget(Experience experience, Target target, Subject subject) {
    var name = " of " + target.audienceId();
    var ids = target.variations().stream().map(Variation::id).toList();
    var profile = subject.profile();
    if (experience.sticky() && profile != null) {
      for (var exposure : profile.exposures().getOrDefault(experience.id(), List.of())) {
        if (exposure.audienceId().equals(target.audienceId())
            && ids.contains(exposure.variationId())) {
          return "served " + exposure.variationId() + " " + Because.STICKY + name;
        }
      }
    }
    if (bucket(experience.salt() + ":control:" + unit(subject)) < experience.controlBuckets()) {
      return "IN_CONTROL_GROUP" + name;
    }
    var table = new ArrayList<String>();
    for (var run : target.split().runs()) {
      table.addAll(Collections.nCopies(run.length(), run.variation()));
    }
    var id = table.get(bucket(experience.salt() + ":" + target.audienceId() + ":" + unit(subject)));
    return id.isEmpty() ? "NOT_IN_SPLIT" + name : "served " + id + " " + Because.BUCKETED + name;
  }

  private static String unit(Subject subject) {
    var profile = subject.profile();
    return profile == null ? subject.visit().unit() : profile.customerId();
  }

  private static int bucket(String text) {
    int hash = Hashing.murmur3_32().hashBytesToInt(text.getBytes(StandardCharsets.UTF_8));
    return (int) (Integer.toUnsignedLong(hash) * 10_000 / 4_294_967_296L);
  }

  private static String written(Decision decision) {
    return switch (decision) {
      case Served one ->
          "served %s %s of %s"
              .formatted(one.variation().id(), one.because(), one.target().audienceId());
      case Withheld(var unless, var target, _) ->
          target == null ? unless.name() : unless + " of " + target.audienceId();
    };
  }
}
