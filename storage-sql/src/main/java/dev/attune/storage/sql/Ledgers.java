package dev.attune.storage.sql;

import dev.attune.engine.attribution.Deeds;
import dev.attune.engine.attribution.Ledger;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.LedgerCodec;
import dev.attune.storage.encoding.Names;
import dev.attune.storage.sql.EditPerson.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person's deeds and ledgers of a generation, on the writing connection. Those of the generation
/// that is shown lie with the profile while they are short, so that counting an event writes no row
/// of its own; all others lie in [LedgerRows] behind it.
///
/// What is put with the profile is stored with the person, by whoever stores that.
final class Ledgers {
  /// A ledger and whose it is.
  ///
  /// @param behind where it lies; null if it is with the profile, or is to be
  record Kept(String experienceId, @Nullable Ledger ledger, LedgerRows.@Nullable Row behind) {}

  private final LedgerRows rows;
  private final int most;
  private final Encoder encoder = new Encoder();
  private final Decoder decoder = new Decoder(new Names());
  private final LedgerCodec codec = new LedgerCodec(encoder, decoder);

  /// @param most how many bytes of ledgers may lie with a profile
  Ledgers(LedgerRows rows, int most) {
    this.rows = rows;
    this.most = most;
  }

  /// Lets the ledgers of this generation lie with the person's profile from now on, in the place of
  /// those of another.
  ///
  /// @param shown the one that is shown
  void keepNear(Place place, Generation shown) throws SQLException {
    var near = near(place);
    if (!near.areOf(shown)) {
      // Only a generation that was made out of the log has ledgers of people who have none here.
      boolean mayBeBehind = place.known() && shown.number() > 0;
      near.begin(shown, mayBeBehind && rows.areThere(place.key(), shown));
    }
  }

  Kept find(Place place, Generation generation, String experienceId) throws SQLException {
    var near = near(place);
    var bytes = near.find(generation, experienceId);
    if (bytes != null || near.areAll(generation)) {
      return new Kept(experienceId, bytes == null ? null : ledger(bytes), null);
    }
    var row = rows.find(place.key(), generation, experienceId);
    boolean isNew = row.ledger() == null && near.areOf(generation);
    return new Kept(experienceId, row.ledger(), isNew ? null : row);
  }

  /// All of a person's.
  List<Kept> all(Place place, Generation generation) throws SQLException {
    var near = near(place);
    var all = new ArrayList<Kept>();
    near.all(generation)
        .forEach((experienceId, bytes) -> {
          if (!experienceId.equals(NearLedgers.DEEDS)) {
            all.add(new Kept(experienceId, ledger(bytes), null));
          }
        });
    if (!near.areAll(generation)) {
      for (var row : rows.all(place.key(), generation)) {
        all.add(new Kept(row.experienceId(), row.ledger(), row));
      }
    }
    return all;
  }

  /// @param kept as it was found in this write
  void put(Place place, Generation generation, Kept kept, Ledger ledger) throws SQLException {
    var row = kept.behind();
    if (row == null) {
      row = wentBehind(place, generation, kept.experienceId());
    }
    if (row != null) {
      rows.put(row, generation, ledger);
      return;
    }
    encoder.reset();
    codec.write(ledger);
    put(place, generation, kept.experienceId());
  }

  /// Where a ledger lies that was with the profile when it was found in this write; null if it has
  /// stayed there, or is new.
  private LedgerRows.@Nullable Row wentBehind(
      Place place, Generation generation, String experienceId) throws SQLException {
    var near = near(place);
    if (near.find(generation, experienceId) != null || near.areAll(generation)) {
      return null;
    }
    var row = rows.find(place.key(), generation, experienceId);
    return row.ledger() == null ? null : row;
  }

  Deeds deeds(Place place, Generation generation) throws SQLException {
    var near = near(place);
    var bytes = near.find(generation, NearLedgers.DEEDS);
    if (bytes != null) {
      decoder.reset(bytes);
      return codec.deeds();
    }
    return near.areAll(generation) ? Deeds.NONE : rows.deeds(place.key(), generation);
  }

  void put(Place place, Generation generation, Deeds deeds) throws SQLException {
    var near = near(place);
    boolean isNear = near.find(generation, NearLedgers.DEEDS) != null;
    if (isNear || (near.areOf(generation) && deeds(place, generation).all().isEmpty())) {
      encoder.reset();
      codec.write(deeds);
      put(place, generation, NearLedgers.DEEDS);
    } else {
      rows.put(place.key(), generation, deeds);
    }
  }

  private Ledger ledger(byte[] bytes) {
    decoder.reset(bytes);
    return codec.ledger();
  }

  /// Puts what is in the encoder with the profile; when that is too much, all that is there goes
  /// behind it.
  private void put(Place place, Generation generation, String name) throws SQLException {
    var near = near(place);
    near.put(name, encoder.toBytes());
    if (near.bytes() <= most) {
      return;
    }
    for (var entry : near.all(generation).entrySet()) {
      decoder.reset(entry.getValue());
      if (entry.getKey().equals(NearLedgers.DEEDS)) {
        rows.put(place.key(), generation, codec.deeds());
      } else {
        var row = rows.find(place.key(), generation, entry.getKey());
        rows.put(row, generation, codec.ledger());
      }
    }
    near.wentBehind();
  }

  /// Deletes those behind the profile, of all generations. Those with it go with the profile.
  void delete(Place place) throws SQLException {
    rows.delete(place.key());
  }

  private NearLedgers near(Place place) {
    return place.person().ledgers(decoder);
  }
}
