package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether an event was accepted before; and the numbers that events get. On the writing
/// connection.
///
/// The index from event id to event is a table keyed by hash, and ids are random: kept up to date
/// event by event it would cost a page written for each. So the ids of the latest events, those
/// after `log.indexed`, are only in memory, and are in the log itself should the process end. Some
/// 65,000 later they are sorted and go into the table, a slice with each commit, many to a page.
/// (The idea is the LSM tree's: O'Neil et al., 1996; the log is the memtable's log.)
///
/// What a transaction is going to ask for is announced beforehand and looked up in the index many
/// at a time: most of it is new, and a query for each would be a tenth of the cost of an event.
///
/// Other processes append too. [#begin] sees from the row in `log` that they have, and reads what
/// they appended. A hash that is known is only a hint: the event row is compared, so an entry that
/// outlived its event, or is another's, does no harm.
final class EventIds {
  /// A batch of ids leaves memory in this many slices.
  private static final int SLICES = 32;

  /// How many hashes are looked up in one query.
  private static final int TOGETHER = 64;

  private final Slots slots;
  private final EventCodec codec = new EventCodec();
  private final PreparedStatement state;
  private final PreparedStatement newer;
  private final PreparedStatement idOf;
  private final PreparedStatement indexed;
  private final PreparedStatement indexedOfMany;
  private final PreparedStatement index;
  private final PreparedStatement delete;
  private final PreparedStatement erase;
  private final PreparedStatement setLast;
  private final PreparedStatement setIndexed;

  private final int most;
  private long[] announced = new long[TOGETHER];
  private int announcements;

  /// What was announced and is not in the index; null before the first question.
  private @Nullable Set<Long> absent;

  private HashedNumbers recent;
  private HashedNumbers leaving = new HashedNumbers(0);
  private long[] slices = {};
  private int sliced;
  private long leavingUpTo;
  private long last;
  private long indexedUpTo;
  private long committedLast = -1;

  /// @param most how many ids are kept in memory before they go into the index
  EventIds(Connection connection, Slots slots, int most) throws SQLException {
    this.slots = slots;
    this.most = most;
    recent = new HashedNumbers(most);
    state = connection.prepareStatement("SELECT last, indexed FROM log");
    newer =
        connection.prepareStatement(
            "SELECT number, workspace, data FROM event WHERE number > ? ORDER BY number");
    idOf = connection.prepareStatement("SELECT workspace, data FROM event WHERE number = ?");
    indexed = connection.prepareStatement("SELECT event FROM event_by_id WHERE key = ?");
    var many = String.join(", ", Collections.nCopies(TOGETHER, "?"));
    indexedOfMany =
        connection.prepareStatement("SELECT key FROM event_by_id WHERE key IN (" + many + ")");
    index =
        connection.prepareStatement("INSERT OR IGNORE INTO event_by_id (key, event) VALUES (?, ?)");
    delete = connection.prepareStatement("DELETE FROM event_by_id WHERE key = ?");
    erase = connection.prepareStatement("UPDATE event_by_id SET event = -1 WHERE key = ?");
    setLast = connection.prepareStatement("UPDATE log SET last = ?");
    setIndexed = connection.prepareStatement("UPDATE log SET indexed = ? WHERE indexed < ?");
  }

  /// Learns what other processes have done. First in each transaction.
  void begin() throws SQLException {
    long lastNow;
    long indexedNow;
    try (var row = state.executeQuery()) {
      row.next();
      lastNow = row.getLong(1);
      indexedNow = row.getLong(2);
    }
    boolean anew = committedLast < 0 || indexedNow != indexedUpTo;
    if (anew) {
      recent = new HashedNumbers(most);
      leaving = new HashedNumbers(0);
      slices = new long[0];
      sliced = 0;
      indexedUpTo = indexedNow;
    }
    if (anew || lastNow != committedLast) {
      read(anew ? indexedNow : committedLast);
    }
    last = lastNow;
    committedLast = lastNow;
    announcements = 0;
    absent = null;
  }

  /// That this hash is going to be asked for in this transaction.
  void announce(long hash) {
    if (announcements == announced.length) {
      announced = Arrays.copyOf(announced, 2 * announcements);
    }
    announced[announcements++] = hash;
  }

  /// @param hash of the id, by [Slots#event]
  boolean knows(long workspace, String id, long hash) throws SQLException {
    for (var entries : new HashedNumbers[] {recent, leaving}) {
      for (int at = entries.first(hash); at >= 0; at = entries.next(at, hash)) {
        if (isEvent(entries.number(at), workspace, id)) {
          return true;
        }
      }
    }
    if (absent().contains(hash)) {
      return false;
    }
    for (long key = hash; ; key++) {
      long event = indexedAt(key);
      if (event == 0) {
        return false;
      }
      if (isEvent(event, workspace, id)) {
        return true;
      }
    }
  }

  /// Nothing comes into the index before the end of the transaction, so this stays true.
  private Set<Long> absent() throws SQLException {
    if (absent == null) {
      absent = HashSet.newHashSet(announcements);
      for (int from = 0; from < announcements; from += TOGETHER) {
        lookUp(from, absent);
      }
    }
    return absent;
  }

  private void lookUp(int from, Set<Long> absent) throws SQLException {
    int last = Math.min(from + TOGETHER, announcements) - 1;
    for (int i = 0; i < TOGETHER; i++) {
      indexedOfMany.setLong(i + 1, announced[Math.min(from + i, last)]);
    }
    for (int i = from; i <= last; i++) {
      absent.add(announced[i]);
    }
    try (var row = indexedOfMany.executeQuery()) {
      while (row.next()) {
        absent.remove(row.getLong(1));
      }
    }
  }

  /// The number of a new event, whose row is inserted in the same transaction.
  long add(long hash) {
    last++;
    recent.add(hash, last);
    return last;
  }

  /// That an event is erased. Entries behind its own in the same run are still found.
  void forget(long workspace, String id, long number) throws SQLException {
    for (long key = slots.event(workspace, id); ; key++) {
      long event = indexedAt(key);
      if (event == 0) {
        return;
      }
      if (event == number) {
        boolean last = indexedAt(key + 1) == 0;
        var statement = last ? delete : erase;
        statement.setLong(1, key);
        statement.executeUpdate();
        return;
      }
    }
  }

  /// Last in each transaction.
  void end() throws SQLException {
    if (last != committedLast) {
      setLast.setLong(1, last);
      setLast.executeUpdate();
    }
    if (sliced < slices.length) {
      slice();
    } else if (recent.size() >= most) {
      leaving = recent;
      leavingUpTo = last;
      slices = leaving.sortedHashes();
      sliced = 0;
      recent = new HashedNumbers(most);
    }
  }

  void committed() {
    committedLast = last;
  }

  /// Something that was added may not be there: all is read again.
  void rolledBack() {
    committedLast = -1;
  }

  private void read(long after) throws SQLException {
    newer.setLong(1, after);
    try (var rows = newer.executeQuery()) {
      while (rows.next()) {
        var id = codec.id(rows.getBytes(3));
        recent.add(slots.event(rows.getLong(2), id), rows.getLong(1));
      }
    }
  }

  private void slice() throws SQLException {
    int end = Math.min(sliced + Math.max(1, most / SLICES), slices.length);
    for (; sliced < end; sliced++) {
      long hash = slices[sliced];
      for (int at = leaving.first(hash); at >= 0; at = leaving.next(at, hash)) {
        index(hash, leaving.number(at));
      }
    }
    if (sliced == slices.length) {
      setIndexed.setLong(1, leavingUpTo);
      setIndexed.setLong(2, leavingUpTo);
      setIndexed.executeUpdate();
      indexedUpTo = leavingUpTo;
      leaving = new HashedNumbers(0);
    }
  }

  /// Takes the next key when another event has this one.
  private void index(long hash, long number) throws SQLException {
    for (long key = hash; ; key++) {
      index.setLong(1, key);
      index.setLong(2, number);
      if (index.executeUpdate() == 1 || indexedAt(key) == number) {
        return;
      }
    }
  }

  /// 0 where there is none.
  private long indexedAt(long key) throws SQLException {
    indexed.setLong(1, key);
    try (var row = indexed.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private boolean isEvent(long number, long workspace, String id) throws SQLException {
    idOf.setLong(1, number);
    try (var row = idOf.executeQuery()) {
      return row.next() && row.getLong(1) == workspace && codec.id(row.getBytes(2)).equals(id);
    }
  }
}
