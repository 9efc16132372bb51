package dev.attune.server.document;

import dev.attune.engine.experience.Priority;
import dev.attune.engine.experience.Status;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One experience as its author writes it.
///
/// @param id 24 hexadecimal digits, lower case; absent until it is assigned
/// @param controlBuckets hundredths of a percent, 0 to 9,000
/// @param salt absent: the id is the salt
/// @param goals the first is the primary one; at most 5
/// @param audiences in the order in which they are tried
public record ExperienceDocument(
    String key,
    String name,
    @Nullable String id,
    Status status,
    Priority priority,
    Runs schedule,
    int controlBuckets,
    @Nullable String exclusionGroup,
    boolean sticky,
    @Nullable String salt,
    List<Goal> goals,
    List<TargetDocument> audiences) {

  public ExperienceDocument {
    goals = List.copyOf(goals);
    audiences = List.copyOf(audiences);
  }

  /// When it runs.
  ///
  /// @param start absent: from the beginning
  /// @param end the first moment at which it no longer runs; absent: for ever
  /// @param timeZone absent: the workspace's
  public record Runs(@Nullable Instant start, @Nullable Instant end, @Nullable ZoneId timeZone) {

    public static final Runs ALWAYS = new Runs(null, null, null);
  }

  /// @throws IllegalStateException if the document was not completed
  public String assignedId() {
    if (id == null) {
      throw new IllegalStateException("experience " + key + " has no id yet");
    }
    return id;
  }

  public ExperienceDocument withStatus(Status next) {
    return new ExperienceDocument(
        key,
        name,
        id,
        next,
        priority,
        schedule,
        controlBuckets,
        exclusionGroup,
        sticky,
        salt,
        goals,
        audiences);
  }

  ExperienceDocument withIds(String assigned, List<TargetDocument> targets) {
    return new ExperienceDocument(
        key,
        name,
        assigned,
        status,
        priority,
        schedule,
        controlBuckets,
        exclusionGroup,
        sticky,
        salt,
        goals,
        targets);
  }
}
