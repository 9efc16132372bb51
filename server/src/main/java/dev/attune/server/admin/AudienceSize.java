package dev.attune.server.admin;

import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rules;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many profiles match a rule.
///
/// @param profiles how many there are
/// @param matching how many of them match, about
/// @param low no fewer than so many match, with 97.5 % certainty
/// @param high no more than so many, likewise
/// @param sampled how many were looked at; all of them where the numbers are exact
record AudienceSize(
    long profiles, long matching, long low, long high, boolean exact, long sampled) {
  /// How many profiles are looked at one by one; of more, as many picked by lot.
  static final int MOST = 20_000;

  private static final int PAGE = 200;
  private static final int SLICE = 500;

  /// Of the standard normal distribution: 95 % lie within so many deviations.
  private static final double Z = 1.959_963_985;

  static AudienceSize of(
      Rule rule, ProfileStore profiles, WorkspaceId workspace, Instant now, ZoneId zone) {
    var counter = new Counter(rule, now, zone);
    long all = profiles.count(workspace);
    return all > MOST
        ? sampled(counter, profiles, workspace, all)
        : counted(counter, profiles, workspace);
  }

  private static AudienceSize counted(
      Counter counter, ProfileStore profiles, WorkspaceId workspace) {
    List<Profile> page;
    String after = null;
    do {
      page = profiles.page(workspace, after, PAGE);
      for (var profile : page) {
        counter.take(withHistory(profile, counter.since, profiles, workspace));
      }
      after = page.isEmpty() ? null : page.getLast().customerId();
    } while (page.size() == PAGE);
    long matching = counter.matching;
    return new AudienceSize(counter.taken, matching, matching, matching, true, counter.taken);
  }

  /// Pages have no history.
  private static Profile withHistory(
      Profile profile, @Nullable Instant since, ProfileStore profiles, WorkspaceId workspace) {
    var found = since == null ? null : profiles.find(workspace, profile.customerId(), since);
    return found == null ? profile : found; // who has gone meanwhile counts as on the page
  }

  /// The same people every time, as long as nobody comes or goes, so that two answers can be
  /// compared. Slices are picked independently, so one person may be in several: with so many
  /// profiles that makes no difference worth correcting.
  private static AudienceSize sampled(
      Counter counter, ProfileStore profiles, WorkspaceId workspace, long all) {
    for (long seed = 1; seed <= MOST / SLICE; seed++) {
      profiles.sample(workspace, seed, SLICE).forEach(counter::take);
    }
    return estimated(all, counter.taken, counter.matching);
  }

  /// Wilson's interval (E. B. Wilson, 1927), which also holds where nobody or everybody matches.
  static AudienceSize estimated(long all, long taken, long matching) {
    if (taken == 0) {
      return new AudienceSize(all, 0, 0, all, false, 0);
    }
    double share = (double) matching / taken;
    double z2 = Z * Z;
    double center = (share + z2 / (2 * taken)) / (1 + z2 / taken);
    double half =
        Z / (1 + z2 / taken) * Math.sqrt(share * (1 - share) / taken + z2 / (4.0 * taken * taken));
    return new AudienceSize(
        all,
        Math.round(share * all),
        Math.max(0, (long) Math.floor((center - half) * all)),
        Math.min(all, (long) Math.ceil((center + half) * all)),
        false,
        taken);
  }

  private static final class Counter {
    private final Rule rule;
    private final Instant now;
    private final ZoneId zone;
    private final @Nullable Instant since;
    private long taken;
    private long matching;

    Counter(Rule rule, Instant now, ZoneId zone) {
      this.rule = rule;
      this.now = now;
      this.zone = zone;
      since = Rules.reach(rule).since(now);
    }

    void take(Profile profile) {
      var visit =
          new Visit(profile.customerId(), Map.of(), null, null, Place.UNKNOWN, Device.UNKNOWN);
      taken++;
      if (Rules.matches(rule, new Subject(profile, visit, now), zone)) {
        matching++;
      }
    }
  }
}
