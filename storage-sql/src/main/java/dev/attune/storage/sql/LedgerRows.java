package dev.attune.storage.sql;

import dev.attune.engine.attribution.Deeds;
import dev.attune.engine.attribution.Ledger;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.LedgerCodec;
import dev.attune.storage.encoding.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person's deeds and ledgers that lie far behind the profile in the same slot, each in a row of
/// its own. On the writing connection.
///
/// Even and odd generations have a quarter of the slot each. In it the deeds come first, and a
/// ledger lies at a hash of its experience or behind, as in a hash table. A row says of which
/// generation it is: one of another is left from a counting that is over, is not seen, and has its
/// place taken.
final class LedgerRows {
  /// A ledger and whose it is.
  ///
  /// @param key where it is, or is to be
  record Row(long key, String experienceId, @Nullable Ledger ledger) {}

  private static final int FORMAT = 1;
  private static final long QUARTER = 1L << 18;

  private final int hashes;
  private final Encoder encoder = new Encoder();
  private final Decoder decoder = new Decoder(new Names());
  private final LedgerCodec codec = new LedgerCodec(encoder, decoder);
  private final PreparedStatement find;
  private final PreparedStatement any;
  private final PreparedStatement range;
  private final PreparedStatement put;
  private final PreparedStatement delete;

  /// @param hashes how many places ledgers have, a power of two; see [Slots#ledgers]
  LedgerRows(Connection connection, int hashes) throws SQLException {
    this.hashes = hashes;
    find = connection.prepareStatement("SELECT data FROM person WHERE key = ?");
    any = connection.prepareStatement("SELECT 1 FROM person WHERE key >= ? AND key < ? LIMIT 1");
    range = connection.prepareStatement("SELECT key, data FROM person WHERE key > ? AND key < ?");
    put = connection.prepareStatement("INSERT OR REPLACE INTO person (key, data) VALUES (?, ?)");
    delete = connection.prepareStatement("DELETE FROM person WHERE key >= ? AND key < ?");
  }

  private static long first(long slot, Generation generation) {
    return slot + 2 * QUARTER + (generation.number() & 1) * QUARTER;
  }

  /// @param slot where the person's profile lies
  Row find(long slot, Generation generation, String experienceId) throws SQLException {
    int hash = experienceId.hashCode();
    long free = 0;
    long key = first(slot, generation) + 1 + ((hash ^ hash >>> 16) & (hashes - 1));
    for (; ; key++) {
      find.setLong(1, key);
      try (var row = find.executeQuery()) {
        if (!row.next()) {
          return new Row(free == 0 ? key : free, experienceId, null);
        }
        if (!starts(row.getBytes(1), generation)) {
          free = free == 0 ? key : free;
        } else if (decoder.name().equals(experienceId)) {
          return new Row(key, experienceId, codec.ledger());
        }
      }
    }
  }

  /// Whether there may be any of this generation.
  boolean areThere(long slot, Generation generation) throws SQLException {
    long first = first(slot, generation);
    any.setLong(1, first);
    any.setLong(2, first + QUARTER);
    try (var row = any.executeQuery()) {
      return row.next();
    }
  }

  /// All of a person's.
  List<Row> all(long slot, Generation generation) throws SQLException {
    var rows = new ArrayList<Row>();
    long first = first(slot, generation);
    range.setLong(1, first);
    range.setLong(2, first + QUARTER);
    try (var row = range.executeQuery()) {
      while (row.next()) {
        if (starts(row.getBytes(2), generation)) {
          var experience = decoder.name();
          rows.add(new Row(row.getLong(1), experience, codec.ledger()));
        }
      }
    }
    return rows;
  }

  void put(Row row, Generation generation, Ledger ledger) throws SQLException {
    begin(generation);
    encoder.text(row.experienceId());
    codec.write(ledger);
    put(row.key());
  }

  Deeds deeds(long slot, Generation generation) throws SQLException {
    find.setLong(1, first(slot, generation));
    try (var row = find.executeQuery()) {
      return row.next() && starts(row.getBytes(1), generation) ? codec.deeds() : Deeds.NONE;
    }
  }

  void put(long slot, Generation generation, Deeds deeds) throws SQLException {
    begin(generation);
    codec.write(deeds);
    put(first(slot, generation));
  }

  /// Deletes the deeds and ledgers of one generation, or of another in the same place.
  void delete(long slot, Generation generation) throws SQLException {
    long first = first(slot, generation);
    delete(first, first + QUARTER);
  }

  /// Deletes those of all generations.
  void delete(long slot) throws SQLException {
    delete(slot + 2 * QUARTER, slot + 4 * QUARTER);
  }

  private void delete(long from, long to) throws SQLException {
    delete.setLong(1, from);
    delete.setLong(2, to);
    delete.executeUpdate();
  }

  private void begin(Generation generation) {
    encoder.reset();
    encoder.octet(FORMAT);
    encoder.number(generation.number());
  }

  private boolean starts(byte[] data, Generation generation) {
    decoder.reset(data);
    int format = decoder.octet();
    if (format != FORMAT) {
      throw new IllegalStateException("ledger format " + format + ", this server knows " + FORMAT);
    }
    return decoder.number() == generation.number();
  }

  private void put(long key) throws SQLException {
    put.setLong(1, key);
    put.setBytes(2, encoder.toBytes());
    put.executeUpdate();
  }
}
