package dev.attune.storage.sql;

import dev.attune.storage.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Reads events, on one connection.
final class EventRows {
  private record Numbered(long number, Event event) {}

  private static final Comparator<Numbered> OLDEST_FIRST =
      Comparator.<Numbered, Instant>comparing(numbered -> numbered.event().at())
          .thenComparingLong(Numbered::number);

  private final EventCodec codec = new EventCodec();
  private final PreparedStatement find;

  EventRows(Connection connection) throws SQLException {
    find = connection.prepareStatement("SELECT data, name, previous FROM event WHERE number = ?");
  }

  /// Follows a person's events from the last ones back. All of them are looked at, because what was
  /// appended late may have happened early. Events erased meanwhile end it.
  ///
  /// @param last see [Person#chains]
  List<Event> latest(long[] last, int limit) throws SQLException {
    var kept = new PriorityQueue<>(OLDEST_FIRST);
    for (long chain : last) {
      follow(chain, limit, kept);
    }
    var latest = new ArrayList<>(kept);
    latest.sort(OLDEST_FIRST.reversed());
    return latest.stream().map(Numbered::event).toList();
  }

  private void follow(long last, int limit, PriorityQueue<Numbered> kept) throws SQLException {
    for (long number = last; number != 0; ) {
      find.setLong(1, number);
      try (var row = find.executeQuery()) {
        if (!row.next()) {
          break;
        }
        kept.add(new Numbered(number, codec.event(row.getString(2), row.getBytes(1))));
        number = row.getLong(3);
      }
      if (kept.size() > limit) {
        kept.poll();
      }
    }
  }
}
