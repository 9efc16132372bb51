package dev.attune.engine.experience;

import dev.attune.engine.audience.Need;
import dev.attune.engine.audience.Reach;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rules;
import dev.attune.engine.bucketing.Salt;
import dev.attune.engine.bucketing.Split;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One audience of an experience, and how its people divide over variations.
public final class Target {
  private final String audienceId;
  private final String audienceName;
  private final Rule rule;
  private final List<Variation> variations;
  private final Split split;
  private final Map<String, Integer> shares;
  private final Set<Need> needs;
  private final Reach reach;
  private final boolean needsProfile;
  private final Salt salt;
  private final @Nullable Variation[] variationOfRun;

  /// @param salt the experience's
  /// @throws IllegalArgumentException if the split names a variation that there is not
  public Target(
      String salt,
      String audienceId,
      String audienceName,
      Rule rule,
      List<Variation> variations,
      Split split) {
    this.audienceId = audienceId;
    this.audienceName = audienceName;
    this.rule = rule;
    this.variations = List.copyOf(variations);
    this.split = split;
    shares = Collections.unmodifiableMap(split.shares());
    this.salt = Salt.of(salt + ":" + audienceId + ":");
    needs = Set.copyOf(Rules.needs(rule));
    reach = Rules.reach(rule);
    needsProfile = needs.contains(Need.PROFILE);
    variationOfRun = new @Nullable Variation[split.runs().size()];
    for (int run = 0; run < variationOfRun.length; run++) {
      var id = split.runs().get(run).variation();
      variationOfRun[run] = id.isEmpty() ? null : existing(id);
    }
  }

  private Variation existing(String id) {
    var variation = variation(id);
    if (variation == null) {
      throw new IllegalArgumentException(
          "the split names variation %s, which audience %s does not have"
              .formatted(id, audienceId));
    }
    return variation;
  }

  public String audienceId() {
    return audienceId;
  }

  public String audienceName() {
    return audienceName;
  }

  public Rule rule() {
    return rule;
  }

  public List<Variation> variations() {
    return variations;
  }

  public Split split() {
    return split;
  }

  /// How many buckets each variation has; see [Split#shares].
  public Map<String, Integer> shares() {
    return shares;
  }

  public Set<Need> needs() {
    return needs;
  }

  /// How far back in a person's history its rule looks.
  public Reach reach() {
    return reach;
  }

  /// Whether the audience never matches an anonymous visitor.
  public boolean needsProfile() {
    return needsProfile;
  }

  /// The variation with this id; null when there is none (any more).
  public @Nullable Variation variation(String id) {
    for (int i = 0; i < variations.size(); i++) {
      if (variations.get(i).id().equals(id)) {
        return variations.get(i);
      }
    }
    return null;
  }

  /// The bucket of a unit among this audience's people.
  public int bucketOf(String unit) {
    return salt.bucketOf(unit);
  }

  /// The variation that has a bucket; null where nothing is served.
  public @Nullable Variation variationAt(int bucket) {
    return variationOfRun[split.runOf(bucket)];
  }
}
