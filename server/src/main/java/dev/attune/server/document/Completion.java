package dev.attune.server.document;

import dev.attune.engine.bucketing.Bucket;
import dev.attune.engine.bucketing.Split;
import dev.attune.engine.experience.Status;
import dev.attune.server.document.TargetDocument.Whom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Gives a document the ids and splits that its author left out.
///
/// They come from the standing document where that has the same thing, so applying a file without
/// ids again and again changes nothing: experiences are the same by key, shared audiences by name,
/// inline audiences by name within their experience (else by position, if only the name changed),
/// variations by name within their audience. A split follows new weights with the fewest moves.
public final class Completion {
  private final @Nullable WorkspaceDocument standing;
  private final WorkspaceDocument parsed;
  private final Instant now;
  private final RandomGenerator random;
  private final Mistakes mistakes = new Mistakes();
  private final Map<String, ExperienceDocument> standingByKey = new HashMap<>();
  private final Map<String, ExperienceDocument> standingById = new HashMap<>();
  private final AudienceIds audienceIds = new AudienceIds();
  // Those the author gave. An id just assigned is not what a reference meant.
  private final Set<String> explicitIds = new HashSet<>();
  private final Map<String, String> sharedIdByName = new HashMap<>();

  private Completion(
      @Nullable WorkspaceDocument standing,
      WorkspaceDocument parsed,
      Instant now,
      RandomGenerator random) {
    this.standing = standing;
    this.parsed = parsed;
    this.now = now;
    this.random = random;
    audienceIds.take(parsed);
    parsed.audiences().stream()
        .map(AudienceDocument::id)
        .filter(id -> id != null)
        .forEach(explicitIds::add);
    if (standing != null) {
      audienceIds.take(standing);
      for (var experience : standing.experiences()) {
        standingByKey.put(experience.key(), experience);
        standingById.put(experience.assignedId(), experience);
      }
    }
  }

  /// The document with every id and split, and without keys. Parts that equal the standing ones are
  /// those very objects.
  ///
  /// @param standing completed; null when there is none
  /// @param now when new experiences are made
  /// @throws InvalidDocument if it contradicts the standing document, or something that
  ///   [DocumentChecks] asks does not hold
  public static WorkspaceDocument complete(
      @Nullable WorkspaceDocument standing,
      WorkspaceDocument parsed,
      Instant now,
      RandomGenerator random) {
    DocumentChecks.check(parsed);
    var completed = new Completion(standing, parsed, now, random).complete();
    DocumentChecks.check(completed);
    return completed.sharing(standing);
  }

  private WorkspaceDocument complete() {
    secretsAreThere();
    var audiences = shared();
    var list = At.field(null, "experiences");
    var experiences = new ArrayList<ExperienceDocument>();
    for (int i = 0; i < parsed.experiences().size(); i++) {
      experiences.add(experience(parsed.experiences().get(i), At.item(list, i)));
    }
    mistakes.throwIfAny();
    return parsed.withoutKeys().withAudiences(audiences).withExperiences(experiences);
  }

  private void secretsAreThere() {
    var list = At.field(null, "keys");
    for (int i = 0; i < parsed.keys().size(); i++) {
      var variable = parsed.keys().get(i).secretEnv();
      if (variable != null) {
        add(
            At.field(At.item(list, i), "secret_env"),
            "names the environment variable %s, which `attune apply` puts in before it sends the"
                    .formatted(variable)
                + " document; the server reads no secret from its environment");
      }
    }
  }

  private void add(At at, String message) {
    mistakes.add(new Mistake(At.path(at), 0, 0, message));
  }

  private List<AudienceDocument> shared() {
    var before = new HashMap<String, String>(); // ids by name
    if (standing != null) {
      standing.audiences().forEach(audience -> before.put(audience.name(), audience.assignedId()));
    }
    var list = At.field(null, "audiences");
    var completed = new ArrayList<AudienceDocument>();
    for (int i = 0; i < parsed.audiences().size(); i++) {
      var audience = parsed.audiences().get(i);
      var known = before.get(audience.name());
      var own = audience.id();
      if (own != null && known != null && !own.equals(known) && !explicitIds.contains(known)) {
        add(
            At.field(At.item(list, i), "id"),
            "is %s, but the audience named '%s' has id %s; leave the id out to keep it"
                .formatted(own, audience.name(), known));
      }
      var id = own;
      if (id == null) {
        id = known == null || explicitIds.contains(known) ? audienceIds.next() : known;
      }
      sharedIdByName.put(audience.name(), id);
      completed.add(audience.withId(id));
    }
    return completed;
  }

  private ExperienceDocument experience(ExperienceDocument experience, At at) {
    var before = standingByKey.get(experience.key());
    var own = experience.id();
    if (before != null && own != null && !own.equals(before.id())) {
      add(
          At.field(at, "id"),
          "is %s, but the experience %s has id %s; leave the id out to keep it"
              .formatted(own, experience.key(), before.id()));
    }
    if (before == null && own != null) {
      before = standingById.get(own);
      if (before != null && before.status() != Status.DRAFT) {
        add(
            At.field(at, "key"),
            "is %s, but the experience %s has key %s, which cannot change once it is published"
                .formatted(experience.key(), own, before.key()));
      }
    }
    var id = own != null ? own : before != null ? before.assignedId() : newExperienceId();
    return experience.withIds(id, targets(experience, before, At.field(at, "audiences")));
  }

  private String newExperienceId() {
    return "%08x%016x".formatted((int) now.getEpochSecond(), random.nextLong());
  }

  private List<TargetDocument> targets(
      ExperienceDocument experience, @Nullable ExperienceDocument before, At list) {
    var standingTargets = before == null ? List.<TargetDocument>of() : before.audiences();
    var completed = new ArrayList<TargetDocument>();
    var targets = experience.audiences();
    for (int i = 0; i < targets.size(); i++) {
      var whom =
          switch (targets.get(i).whom()) {
            case Whom.Reference(var audience) -> new Whom.Reference(sharedId(audience));
            case Whom.Inline(var audience) ->
                new Whom.Inline(audience.withId(inlineId(audience, i, targets, standingTargets)));
          };
      var standingTarget = withAudience(standingTargets, idOf(whom));
      completed.add(target(whom, targets.get(i), standingTarget, At.item(list, i)));
    }
    return completed;
  }

  private String sharedId(String reference) {
    return explicitIds.contains(reference)
        ? reference
        : sharedIdByName.getOrDefault(reference, reference);
  }

  private static @Nullable TargetDocument withAudience(List<TargetDocument> targets, String id) {
    for (var target : targets) {
      if (idOf(target.whom()).equals(id)) {
        return target;
      }
    }
    return null;
  }

  private static String idOf(Whom whom) {
    return switch (whom) {
      case Whom.Reference(var audience) -> audience;
      case Whom.Inline(var audience) -> audience.assignedId();
    };
  }

  private String inlineId(
      AudienceDocument audience,
      int position,
      List<TargetDocument> targets,
      List<TargetDocument> before) {
    if (audience.id() != null) {
      return audience.id();
    }
    for (var target : before) {
      if (target.whom() instanceof Whom.Inline(var known)
          && known.name().equals(audience.name())
          && !claims(targets, known.assignedId())) {
        return known.assignedId();
      }
    }
    boolean renamed =
        before.size() == targets.size()
            && before.get(position).whom() instanceof Whom.Inline(var known)
            && targets.stream().noneMatch(target -> isInline(target, known.name()))
            && !claims(targets, known.assignedId());
    return renamed ? idOf(before.get(position).whom()) : audienceIds.next();
  }

  private static boolean isInline(TargetDocument target, String name) {
    return target.whom() instanceof Whom.Inline(var audience) && audience.name().equals(name);
  }

  private static boolean claims(List<TargetDocument> targets, String id) {
    return targets.stream()
        .anyMatch(target ->
            target.whom() instanceof Whom.Inline(var audience) && id.equals(audience.id()));
  }

  private TargetDocument target(
      Whom whom, TargetDocument target, @Nullable TargetDocument before, At at) {
    var variations =
        variations(target.variations(), before == null ? List.of() : before.variations());
    var table = target.split();
    if (table == null) {
      table = before == null || before.split() == null ? Split.NOBODY : before.split();
    }
    var shares = new LinkedHashMap<String, Integer>();
    variations.forEach(variation -> shares.put(variation.assignedId(), variation.weight()));
    if (target.split() != null) {
      for (var id : table.shares().keySet()) {
        if (!shares.containsKey(id)) {
          add(
              At.field(at, "split"),
              "names variation %s; there are %s".formatted(id, String.join(", ", shares.keySet())));
        }
      }
    }
    return new TargetDocument(whom, moved(table, shares), variations);
  }

  /// The table moved to the shares, without the work where there is nothing to move.
  private static Split moved(Split table, Map<String, Integer> shares) {
    var served = new LinkedHashMap<>(shares);
    served.values().removeIf(share -> share == 0);
    if (table.shares().equals(served)) {
      return table;
    }
    return table.equals(Split.NOBODY) ? inOrder(served) : table.rebalanced(shares);
  }

  /// What [Split#rebalanced] makes of a table in which nobody is served.
  static Split inOrder(Map<String, Integer> shares) {
    var runs = new ArrayList<Split.Run>();
    int left = Bucket.COUNT;
    for (var share : shares.entrySet()) {
      runs.add(new Split.Run(share.getKey(), share.getValue()));
      left -= share.getValue();
    }
    if (left > 0) {
      runs.add(new Split.Run("", left));
    }
    return Split.of(runs);
  }

  private static List<VariationDocument> variations(
      List<VariationDocument> variations, List<VariationDocument> before) {
    var claimed = new HashSet<String>();
    variations.stream().map(VariationDocument::id).filter(id -> id != null).forEach(claimed::add);
    var known = new HashMap<String, String>(); // ids by name
    before.forEach(variation -> known.put(variation.name(), variation.assignedId()));
    int last = 0;
    for (var id : claimed) {
      last = Math.max(last, Integer.parseInt(id));
    }
    for (var id : known.values()) {
      last = Math.max(last, Integer.parseInt(id));
    }
    var completed = new ArrayList<VariationDocument>();
    for (var variation : variations) {
      var id = variation.id();
      if (id == null) {
        var same = known.get(variation.name());
        id = same == null || claimed.contains(same) ? Integer.toString(++last) : same;
      }
      completed.add(variation.withId(id));
    }
    return completed;
  }

  /// The ids of audiences, shared and inline, that are or were in use.
  private static final class AudienceIds {
    private static final long MOST = 0xffff_ffffL;

    private final Set<Long> taken = new HashSet<>();
    private long last;

    void take(WorkspaceDocument document) {
      document.audiences().forEach(this::take);
      for (var experience : document.experiences()) {
        for (var target : experience.audiences()) {
          if (target.whom() instanceof Whom.Inline(var audience)) {
            take(audience);
          }
        }
      }
    }

    private void take(AudienceDocument audience) {
      if (audience.id() != null) {
        long id = Long.parseLong(audience.id(), 16);
        taken.add(id);
        last = Math.max(last, id);
      }
    }

    String next() {
      long id = last + 1;
      if (id > MOST) { // somebody chose a very high one
        id = 1;
        while (taken.contains(id)) {
          id++;
        }
      } else {
        last = id;
      }
      taken.add(id);
      return "%X".formatted(id);
    }
  }
}
