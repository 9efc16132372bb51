package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which countings there are of each workspace, on the writing connection. What is read is
/// remembered until the transaction ends.
final class Generations {
  /// @param shown what reports read, and what happens is counted in
  /// @param next the one in the making; null if there is none
  /// @param position the last event that `next` has; it will get to those that come. -1 while it
  ///   takes over what was before `cut`
  /// @param cut in epoch milliseconds, when a day of `shown` begins: what happened before comes
  ///   into `next` from `shown` and not from events; [#NO_CUT] if all events are there
  record State(Generation shown, @Nullable Generation next, long position, long cut) {
    static State showing(Generation shown) {
      return new State(shown, null, 0, NO_CUT);
    }

    boolean takesOver() {
      return position < 0;
    }

    State at(long position) {
      return new State(shown, next, position, cut);
    }
  }

  static final long NO_CUT = Long.MIN_VALUE;

  private final Map<Long, State> states = new HashMap<>();
  private final PreparedStatement find;
  private final PreparedStatement put;

  Generations(Connection connection) throws SQLException {
    find =
        connection.prepareStatement(
            """
            SELECT shown, zone, next, next_zone, position, cut FROM counting WHERE workspace = ?
            """);
    put =
        connection.prepareStatement(
            """
            INSERT OR REPLACE INTO counting (workspace, shown, zone, next, next_zone, position, cut)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
  }

  /// What was remembered may not be so any more.
  void forget() {
    states.clear();
  }

  /// Null where nothing was ever counted.
  @Nullable State find(long workspace) throws SQLException {
    var known = states.get(workspace);
    if (known != null) {
      return known;
    }
    find.setLong(1, workspace);
    try (var row = find.executeQuery()) {
      var zone = row.next() ? row.getString(2) : null;
      if (zone == null) {
        return null;
      }
      var shown = new Generation(workspace, row.getLong(1), ZoneId.of(zone));
      var nextZone = row.getString(4);
      var next =
          nextZone == null ? null : new Generation(workspace, row.getLong(3), ZoneId.of(nextZone));
      var state = new State(shown, next, row.getLong(5), row.getLong(6));
      states.put(workspace, state);
      return state;
    }
  }

  /// @param zone of the first generation, if there is none yet
  State findOrBegin(long workspace, ZoneId zone) throws SQLException {
    var state = find(workspace);
    if (state == null) {
      state = State.showing(new Generation(workspace, unused(workspace), zone));
      put(state);
    }
    return state;
  }

  /// Lets the workspace begin as if nothing had ever been counted; the old sums and ledgers are not
  /// seen any more.
  void abandon(long workspace) throws SQLException {
    var state = find(workspace);
    if (state != null) {
      put(workspace, after(state), null, null, 0, NO_CUT);
      states.remove(workspace);
    }
  }

  private long unused(long workspace) throws SQLException {
    find.setLong(1, workspace);
    try (var row = find.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  void put(State state) throws SQLException {
    var shown = state.shown();
    put(
        shown.workspace(),
        shown.number(),
        shown.zone(),
        state.next(),
        state.position(),
        state.cut());
    states.put(shown.workspace(), state);
  }

  private void put(
      long workspace,
      long shown,
      @Nullable ZoneId zone,
      @Nullable Generation next,
      long position,
      long cut)
      throws SQLException {
    put.setLong(1, workspace);
    put.setLong(2, shown);
    put.setString(3, zone == null ? null : zone.getId());
    put.setLong(4, next == null ? 0 : next.number());
    put.setString(5, next == null ? null : next.zone().getId());
    put.setLong(6, position);
    put.setLong(7, cut);
    put.executeUpdate();
  }

  /// A number that neither the one shown nor one in the making has, nor their ledgers' places.
  static long after(State state) {
    var next = state.next();
    return next == null ? state.shown().number() + 1 : next.number() + 2;
  }
}
