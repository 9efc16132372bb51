package dev.attune.storage;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What events come to. There is nothing to write here: whatever [ProfileStore#write] has made
/// durable is counted, each event once, also after a crash at any moment; docs/counting.md says
/// what the figures are, and they depend on the stored events alone, not on their order.
public interface ReportStore {

  /// @param zone whose days were counted: the workspace's when its sums were begun or last rebuilt;
  ///   null as long as nothing was counted
  /// @param figures of the period
  record Counted(@Nullable ZoneId zone, Figures figures) {}

  /// What was counted of an experience. Does not look at events, so it takes as long as the period
  /// has days, however many events there are.
  ///
  /// @param from the first day
  /// @param to the day after the last
  /// @param hours whether [Figures#hours] is to be by hour and not by day
  Counted read(
      WorkspaceId workspace,
      String experienceId,
      LocalDate from,
      LocalDate to,
      Attribution by,
      boolean hours);

  /// Counts all stored events anew, by the goals and the time zone of the policy: for goals that
  /// were changed, or a time zone. Where events were let go, their days and those before stay as
  /// they were counted: whole days, up to the first whose events are all there. In bounded steps
  /// while others write; what they write is counted too. Until the last step reports show what they
  /// showed before; after a failure they go on to, and calling again begins anew.
  ///
  /// @return false if another call for this workspace has begun meanwhile, and goes on in the place
  ///   of this one
  boolean rebuild(WorkspaceId workspace, Policy policy, Progress progress);

  /// Is told how far a rebuild is.
  @FunctionalInterface
  interface Progress {
    Progress NONE = (done, of) -> {};

    /// @param done events looked at
    /// @param of how many there are, at the moment
    void reached(long done, long of);
  }
}
