package dev.attune.engine.decision;

import dev.attune.engine.audience.Rules;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.decision.Decision.Because;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.decision.Decision.Unless;
import dev.attune.engine.decision.Decision.Withheld;
import dev.attune.engine.experience.Catalog;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Target;
import dev.attune.engine.experience.Variation;
import dev.attune.engine.profile.Value;
import dev.attune.engine.template.Filled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides. Pure: the same arguments give the same decisions, on every server and in every test.
///
/// One instance is one person's visit to one catalog: it remembers who has which exclusion group,
/// so that a group is settled once. Not for several threads.
public final class Decider {
  private static final Withheld NO_AUDIENCE = withheld(Unless.NO_AUDIENCE_MATCHED);

  private final Catalog catalog;
  private final Subject subject;
  private final String unit;
  private @Nullable Map<String, Group> groups; // made when the first group is met
  private List<HeldOut> heldOut = List.of();

  public Decider(Catalog catalog, Subject subject) {
    this.catalog = catalog;
    this.subject = subject;
    var profile = subject.profile();
    unit = profile == null ? subject.visit().unit() : profile.customerId();
  }

  /// What the person gets, in the order of the keys.
  ///
  /// @param keys which experiences, a few; one asked for twice is served once, where it was asked
  ///   for first. Empty for all, which come in order of priority
  public List<Served> serve(List<String> keys) {
    if (keys.isEmpty()) {
      return serveAll();
    }
    var served = new ArrayList<Served>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      var experience = catalog.withKey(keys.get(i));
      if (experience != null && keys.indexOf(keys.get(i)) == i) {
        serve(experience, served);
      }
    }
    return served;
  }

  private List<Served> serveAll() {
    var served = new ArrayList<Served>();
    for (var experience : catalog.active()) {
      serve(experience, served);
    }
    return served;
  }

  private void serve(Experience experience, List<Served> served) {
    var decision = decide(experience);
    if (decision instanceof Served one) {
      served.add(one);
    } else if (decision instanceof Withheld(var unless, var target, _)
        && unless == Unless.IN_CONTROL_GROUP
        && target != null) {
      if (heldOut.isEmpty()) {
        heldOut = new ArrayList<>();
      }
      heldOut.add(new HeldOut(experience, target));
    }
  }

  /// Of what was asked for with [#serve]: where the person is in the control group.
  public List<HeldOut> heldOut() {
    return heldOut;
  }

  /// Why the person gets what they get, for each key; for all experiences when there are none.
  public List<Explanation> explain(List<String> keys) {
    return keys.isEmpty()
        ? catalog.experiences().stream().map(e -> explain(e.key())).toList()
        : keys.stream().map(this::explain).toList();
  }

  private Explanation explain(String key) {
    var experience = catalog.withKey(key);
    if (experience == null) {
      return new Explanation(key, null, withheld(Unless.UNKNOWN_KEY), unit, 0, List.of());
    }
    var zone = experience.schedule().zone();
    var audiences = new ArrayList<Explanation.Audience>();
    for (var target : experience.targets()) {
      audiences.add(
          new Explanation.Audience(
              target,
              matches(experience, target),
              target.bucketOf(unit),
              Rules.explain(target.rule(), subject, zone)));
    }
    return new Explanation(
        key, experience, decide(experience), unit, experience.controlBucketOf(unit), audiences);
  }

  /// What the person gets of one experience of the catalog, its exclusion group considered.
  public Decision decide(Experience experience) {
    var name = experience.exclusionGroup();
    if (name == null) {
      return decideAlone(experience);
    }
    if (groups == null) {
      groups = new HashMap<>();
    }
    var group = groups.computeIfAbsent(name, this::settle);
    var decided = group.decided().get(experience.key());
    if (decided != null) {
      return decided;
    }
    var holder = group.holder();
    return holder == null ? decideAlone(experience) : decideBehind(holder, experience);
  }

  /// How an exclusion group came out for this person.
  ///
  /// @param decided by key: the members down to the one that has the group; all if none has
  private record Group(Map<String, Decision> decided, @Nullable Experience holder) {}

  /// The first by priority that matches has the group, whatever keys the call asks for.
  private Group settle(String name) {
    var decided = new HashMap<String, Decision>();
    for (var member : catalog.group(name)) {
      var decision = decideAlone(member);
      decided.put(member.key(), decision);
      if (holdsGroup(decision)) {
        return new Group(decided, member);
      }
    }
    return new Group(decided, null);
  }

  private Decision decideBehind(Experience holder, Experience experience) {
    var stopped = stopped(experience, subject.now());
    if (stopped != null) {
      return stopped;
    }
    var target = firstMatching(experience);
    return target == null
        ? NO_AUDIENCE
        : new Withheld(
            Unless.GROUP_TAKEN,
            target,
            "%s has exclusion group %s".formatted(holder.key(), experience.exclusionGroup()));
  }

  /// A person held out for measuring holds the group too, or they would be shown the next best and
  /// measure nothing. One whose content could not be filled in does not: the next may serve them.
  private static boolean holdsGroup(Decision decision) {
    return switch (decision) {
      case Served _ -> true;
      case Withheld(var unless, _, _) ->
          unless == Unless.IN_CONTROL_GROUP || unless == Unless.NOT_IN_SPLIT;
    };
  }

  /// The first line that applies wins; the order is the specification.
  private Decision decideAlone(Experience experience) {
    var stopped = stopped(experience, subject.now());
    if (stopped != null) {
      return stopped;
    }
    var target = firstMatching(experience);
    if (target == null) {
      return NO_AUDIENCE;
    }
    var kept = experience.sticky() ? kept(experience, target) : null;
    if (kept != null) {
      return serve(experience, target, kept, Because.STICKY);
    }
    int control = experience.controlBuckets();
    if (control > 0 && experience.controlBucketOf(unit) < control) {
      return new Withheld(Unless.IN_CONTROL_GROUP, target, "");
    }
    var variation = target.variationAt(target.bucketOf(unit));
    return variation == null
        ? new Withheld(Unless.NOT_IN_SPLIT, target, "")
        : serve(experience, target, variation, Because.BUCKETED);
  }

  private static @Nullable Withheld stopped(Experience experience, Instant now) {
    return switch (experience.stateAt(now)) {
      case ACTIVE -> null;
      case DRAFT -> withheld(Unless.DRAFT);
      case ARCHIVED -> withheld(Unless.ARCHIVED);
      case EXPIRED -> withheld(Unless.EXPIRED);
      case PAUSED -> withheld(Unless.PAUSED);
      case SCHEDULED -> withheld(Unless.NOT_YET);
    };
  }

  private static Withheld withheld(Unless unless) {
    return new Withheld(unless, null, "");
  }

  private @Nullable Target firstMatching(Experience experience) {
    var targets = experience.targets();
    for (int i = 0; i < targets.size(); i++) {
      if (matches(experience, targets.get(i))) {
        return targets.get(i);
      }
    }
    return null;
  }

  private boolean matches(Experience experience, Target target) {
    return (subject.profile() != null || !target.needsProfile())
        && Rules.matches(target.rule(), subject, experience.schedule().zone());
  }

  /// The variation this person was first shown for this audience, of those that still exist.
  private @Nullable Variation kept(Experience experience, Target target) {
    var profile = subject.profile();
    if (profile == null) {
      return null;
    }
    var exposures = profile.exposures().get(experience.id());
    if (exposures == null) {
      return null;
    }
    for (var exposure : exposures) {
      if (exposure.audienceId().equals(target.audienceId())) {
        var variation = target.variation(exposure.variationId());
        if (variation != null) {
          return variation;
        }
      }
    }
    return null;
  }

  private Decision serve(
      Experience experience, Target target, Variation variation, Because because) {
    var profile = subject.profile();
    var content = variation.in(profile == null ? null : profile.attributes().get("locale"));
    var slots = content.payload().slots();
    if (slots.isEmpty()) {
      return new Served(experience, target, variation, content, because, List.of());
    }
    Map<String, Value> attributes = profile == null ? Map.of() : profile.withStandard();
    var texts = new ArrayList<String>(slots.size());
    for (var slot : slots) {
      switch (Slots.fill(slot, attributes)) {
        case Filled.Text(var text) -> texts.add(text);
        case Filled.Withheld(var reason) -> {
          return new Withheld(
              Unless.TEMPLATE_WITHHELD, target, "%s: %s".formatted(slot.field(), reason));
        }
      }
    }
    return new Served(experience, target, variation, content, because, texts);
  }
}
