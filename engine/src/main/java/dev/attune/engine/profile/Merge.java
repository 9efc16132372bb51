package dev.attune.engine.profile;

import dev.attune.engine.profile.History.Totals;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of two profiles that turn out to be one person.
///
/// One survives: its attributes win, those that only the other has move over. Of each kind of
/// exposure the older stays. Everything else is put together.
public final class Merge {
  /// How many profiles may become one through the same value of an identifier. A value that so many
  /// share, such as a shop's own address, names nobody.
  public static final int MAX_THROUGH_ONE_VALUE = 50;

  /// How many ids may lead to one profile.
  public static final int MAX_MERGED = 1_000;

  /// One of the two, as far as it matters for which of them survives.
  ///
  /// @param hasRetained whether it has the attribute that the workspace configured to decide
  public record Candidate(String customerId, Instant lastSeen, boolean hasRetained) {}

  private Merge() {}

  /// Which of two survives: the one that has the deciding attribute if the other has it not, else
  /// the one that was seen later, else the one whose id comes first by its UTF-8 bytes.
  public static Candidate survivor(Candidate one, Candidate other) {
    if (one.hasRetained() != other.hasRetained()) {
      return one.hasRetained() ? one : other;
    }
    int later = one.lastSeen().compareTo(other.lastSeen());
    if (later != 0) {
      return later > 0 ? one : other;
    }
    return Arrays.compareUnsigned(
                one.customerId().getBytes(StandardCharsets.UTF_8),
                other.customerId().getBytes(StandardCharsets.UTF_8))
            < 0
        ? one
        : other;
  }

  public static Totals totals(Totals one, Totals other) {
    return new Totals(
        one.count() + other.count(),
        one.first().isBefore(other.first()) ? one.first() : other.first(),
        one.last().isAfter(other.last()) ? one.last() : other.last());
  }

  /// @param most how many a profile may have; of further kinds the survivor's stay
  /// @return by experience, the oldest first
  public static Map<String, List<Exposure>> exposures(
      Map<String, List<Exposure>> survivor, Map<String, List<Exposure>> other, int most) {
    var all = new HashMap<String, List<Exposure>>();
    survivor.forEach((experience, exposures) -> all.put(experience, new ArrayList<>(exposures)));
    int count = all.values().stream().mapToInt(List::size).sum();
    for (var more : other.values()) {
      for (var exposure : more) {
        var kept = all.get(exposure.experienceId());
        var same = kept == null ? null : sameKind(kept, exposure);
        if (same == null && count < most) {
          all.computeIfAbsent(exposure.experienceId(), id -> new ArrayList<>(1)).add(exposure);
          count++;
        } else if (kept != null && same != null && exposure.at().isBefore(same.at())) {
          kept.set(kept.indexOf(same), exposure);
        }
      }
    }
    all.values().forEach(exposures -> exposures.sort(Comparator.comparing(Exposure::at)));
    return all;
  }

  private static @Nullable Exposure sameKind(List<Exposure> kept, Exposure exposure) {
    for (var each : kept) {
      if (each.audienceId().equals(exposure.audienceId())
          && each.variationId().equals(exposure.variationId())) {
        return each;
      }
    }
    return null;
  }
}
