package dev.attune.storage.sql;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Cells;
import dev.attune.engine.attribution.Figures;
import dev.attune.storage.Policy;
import dev.attune.storage.ReportStore;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.sql.RebuildReports.SumsFrom;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class SqliteReportStore implements ReportStore {
  private static final int FEWEST_EVENTS = 1_000; // in a step: others wait for some 20 ms
  private static final int MOST_EVENTS = 16_000;

  private final SqliteStorage storage;

  SqliteReportStore(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public Counted read(
      WorkspaceId workspace,
      String experienceId,
      LocalDate from,
      LocalDate to,
      Attribution by,
      boolean hours) {
    long number = storage.number(workspace);
    int first = day(from);
    int end = day(to);
    if (number == 0) {
      return new Counted(null, Figures.of(new Cells(), first, end, by));
    }
    return storage.read(reader -> reader.reports.read(number, experienceId, first, end, by, hours));
  }

  /// What happened before 1970 is on its first day.
  private static int day(LocalDate date) {
    return Math.clamp(date.toEpochDay(), 0, Integer.MAX_VALUE);
  }

  @Override
  public boolean rebuild(WorkspaceId workspace, Policy policy, Progress progress) {
    long number = storage.numberOrNew(workspace);
    while (true) {
      var next = storage.write(sql -> sql.rebuildReports.begin(number, policy));
      dropOldSums(number);
      takeOver(next);
      switch (count(next, policy, progress)) {
        case SUPERSEDED -> {
          return false;
        }
        case OVERTAKEN -> {}
        case SHOWN -> {
          dropOldSums(number);
          throughout("", (rebuild, after) -> rebuild.dropOldLedgers(next, after));
          return true;
        }
      }
    }
  }

  private enum Outcome {
    /// Another rebuild has begun.
    SUPERSEDED,
    /// Events were let go that were to be counted.
    OVERTAKEN,
    SHOWN
  }

  /// What was before the events that are still there.
  private void takeOver(Generation next) {
    throughout("", (rebuild, after) -> rebuild.takeOverLedgers(next, after));
    throughout(SumsFrom.FIRST, (rebuild, from) -> rebuild.takeOverSums(next, from));
  }

  /// A step of what goes through something in many transactions.
  private interface Step<T> {
    /// @return where the next begins; null after the last
    @Nullable T take(RebuildReports rebuild, T from) throws SQLException;
  }

  private <T> void throughout(T first, Step<T> step) {
    for (var reached = Optional.of(first); reached.isPresent(); ) {
      var from = reached.get();
      reached = storage.write(sql -> Optional.ofNullable(step.take(sql.rebuildReports, from)));
    }
  }

  private Outcome count(Generation next, Policy policy, Progress progress) {
    long left = Long.MAX_VALUE;
    boolean shown = false;
    for (int most = FEWEST_EVENTS; !shown; ) {
      storage.eraseEvents();
      int events = most;
      var step =
          storage.write(sql -> Optional.ofNullable(sql.rebuildReports.step(next, policy, events)));
      if (step.isEmpty()) {
        return Outcome.SUPERSEDED;
      }
      if (step.get().overtaken()) {
        return Outcome.OVERTAKEN;
      }
      progress.reached(step.get().reached(), step.get().last());
      shown = step.get().shown();
      long stillLeft = step.get().last() - step.get().reached();
      if (stillLeft >= left) { // others write faster
        most = Math.min(2 * most, MOST_EVENTS);
      }
      left = stillLeft;
    }
    return Outcome.SHOWN;
  }

  /// Those that no report reads any more.
  void dropOldSums(long workspace) {
    while (storage.write(sql -> sql.rebuildReports.dropOldSums(workspace))) {}
  }
}
