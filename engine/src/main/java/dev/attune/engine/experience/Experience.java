package dev.attune.engine.experience;

import dev.attune.engine.audience.Need;
import dev.attune.engine.audience.Reach;
import dev.attune.engine.bucketing.Bucket;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that can be shown: to whom, in which variations, when, and what it gives way to.
///
/// @param id 24 hexadecimal digits; the first 8 are its creation time in epoch seconds
/// @param key what callers ask for
/// @param controlBuckets how many of the 10,000 buckets are the control group
/// @param exclusionGroup at most one experience of a group is served to a person; null: of none
/// @param sticky whether a person keeps the variation they were shown
/// @param salt what its hashes are keyed by
/// @param targets in the order in which they are tried
public record Experience(
    String id,
    String key,
    String name,
    Status status,
    Priority priority,
    Schedule schedule,
    int controlBuckets,
    @Nullable String exclusionGroup,
    boolean sticky,
    String salt,
    List<Target> targets) {

  private static final int ID_LENGTH = 24;

  /// @throws IllegalArgumentException if the id is not 24 hexadecimal digits, or the control group
  ///   is more than everybody
  public Experience {
    if (id.length() != ID_LENGTH || !id.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException(
          "experience id is '%s', %d hexadecimal digits".formatted(id, ID_LENGTH));
    }
    if (controlBuckets < 0 || controlBuckets > Bucket.COUNT) {
      throw new IllegalArgumentException(
          "the control group is %d buckets, 0 to %d".formatted(controlBuckets, Bucket.COUNT));
    }
    targets = List.copyOf(targets);
  }

  public State stateAt(Instant now) {
    return switch (status) {
      case DRAFT -> State.DRAFT;
      case ARCHIVED -> State.ARCHIVED;
      case ACTIVE, PAUSED -> {
        if (schedule.isBefore(now)) {
          yield State.EXPIRED;
        }
        if (status == Status.PAUSED) {
          yield State.PAUSED;
        }
        yield schedule.isAfter(now) ? State.SCHEDULED : State.ACTIVE;
      }
    };
  }

  /// The bucket that says whether a unit is in the control group: below [#controlBuckets] it is.
  public int controlBucketOf(String unit) {
    return Bucket.of(salt + ":control:", unit);
  }

  /// What any of its audiences must be told of.
  public Set<Need> needs() {
    var needs = EnumSet.noneOf(Need.class);
    targets.forEach(target -> needs.addAll(target.needs()));
    return needs;
  }

  /// How far back in a person's history any of its audiences looks.
  public Reach reach() {
    var reach = Reach.NONE;
    for (var target : targets) {
      reach = reach.and(target.reach());
    }
    return reach;
  }

  /// When it was made: newer ones come first within a priority.
  public long createdAtEpochSecond() {
    return Long.parseLong(id.substring(0, 8), 16);
  }
}
