package dev.attune.engine.attribution;

import dev.attune.engine.attribution.Recount.Happened;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts as a storage does: ledgers by person and experience, deeds by person, sums.
final class Booking {
  private record Key(String person, String experience) {}

  final Cells sums = new Cells();
  private final Counting counting;
  private final Map<Key, Ledger> ledgers = new HashMap<>();
  private final Map<String, Deeds> deeds = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  Booking(Goals goals, ZoneId zone) {
    counting = new Counting(goals, zone, sums);
  }

  void happened(Happened one) {
    happened(one, one.person());
  }

  /// @param person whose it is, if that is not who did it any more
  void happened(Happened one, String person) {
    var touch = one.touch();
    if (!known.add(one.id())) {
      if (touch != null) {
        counting.duplicate(touch, one.at());
      }
    } else if (touch != null) {
      var key = new Key(person, touch.experienceId());
      var before = ledgers.get(key);
      ledgers.put(key, counting.touched(touch, one.at(), one.received(), before, deeds(person)));
    } else if (counting.isGoal(one.name())) {
      deeds.put(person, counting.did(one.deed(), deeds(person)));
      ledgers.replaceAll((key, ledger) ->
          key.person().equals(person)
              ? counting.did(one.deed(), key.experience(), ledger)
              : ledger);
    }
  }

  void merge(String kept, String gone) {
    var experiences = new HashSet<String>();
    for (var key : ledgers.keySet()) {
      if (key.person().equals(kept) || key.person().equals(gone)) {
        experiences.add(key.experience());
      }
    }
    for (var experience : experiences) {
      var both =
          counting.merged(
              experience,
              ledger(kept, experience),
              deeds(kept),
              ledgers.remove(new Key(gone, experience)),
              deeds(gone));
      ledgers.put(new Key(kept, experience), both);
    }
    deeds.put(kept, counting.merged(deeds(kept), deeds(gone)));
    deeds.remove(gone);
  }

  /// @param events all of the person's
  void erase(String person, Iterable<Happened> events) {
    ledgers.forEach((key, ledger) -> {
      if (key.person().equals(person)) {
        counting.forget(key.experience(), ledger);
      }
    });
    ledgers.keySet().removeIf(key -> key.person().equals(person));
    deeds.remove(person);
    for (var one : events) {
      var touch = one.touch();
      if (touch != null) {
        counting.forget(touch, one.at(), one.received());
      }
    }
  }

  /// What another booking has of a person from before a moment.
  void takeOver(String person, Booking other, Iterable<String> experiences, ZoneId zone, long cut) {
    for (var experience : experiences) {
      var ledger = other.ledger(person, experience);
      if (ledger != null) {
        var key = new Key(person, experience);
        var taken = counting.takenOver(experience, ledger, zone, cut, ledgers.get(key));
        if (taken != null) {
          ledgers.put(key, taken);
        }
      }
    }
    deeds.put(person, other.deeds(person).before(cut));
  }

  @Nullable Ledger ledger(String person, String experience) {
    return ledgers.get(new Key(person, experience));
  }

  void put(String person, String experience, Ledger ledger) {
    ledgers.put(new Key(person, experience), ledger);
  }

  private Deeds deeds(String person) {
    return deeds.getOrDefault(person, Deeds.NONE);
  }
}
