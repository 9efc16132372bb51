package dev.attune.engine.profile;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one person.
///
/// Built once per request by the storage and never changed after; collections are not copied.
///
/// @param customerId the id this person is bucketed by: after a merge, the retained one. Compared
///   byte for byte
/// @param exposures by experience id; within an experience the oldest first
/// @param segments ids of the segments this person was uploaded to
/// @param firstSeen when the profile came to be
/// @param lastSeen the latest moment at which the person did something, by the server's clock
/// @param merged the profiles that have become part of this one, the first first
/// @param history [History#NONE] where nobody asked for it
public record Profile(
    String customerId,
    Map<String, Value> attributes,
    Map<String, List<Exposure>> exposures,
    Set<String> segments,
    Instant firstSeen,
    Instant lastSeen,
    List<Merged> merged,
    History history) {
  private static final List<String> STANDARD = List.of("uid", "cr_t", "u_l_a");

  /// Of someone who is one profile from the start and of whose deeds nothing is known.
  public Profile(
      String customerId,
      Map<String, Value> attributes,
      Map<String, List<Exposure>> exposures,
      Set<String> segments,
      Instant firstSeen,
      Instant lastSeen) {
    this(customerId, attributes, exposures, segments, firstSeen, lastSeen, List.of(), History.NONE);
  }

  /// What every profile has under the vendor's standard names, without being set: `uid`, `cr_t` and
  /// `u_l_a`. Null for any other name.
  public @Nullable Value standard(String name) {
    return switch (name) {
      case "uid" -> new Value.Text(customerId);
      case "cr_t" -> new Value.Time(firstSeen.toString(), firstSeen);
      case "u_l_a" -> new Value.Time(lastSeen.toString(), lastSeen);
      default -> null;
    };
  }

  /// The attributes with the standard ones beside them, for whoever takes them all. An attribute
  /// that was set under a standard name comes first.
  public Map<String, Value> withStandard() {
    var all = new HashMap<>(attributes);
    for (var name : STANDARD) {
      var value = standard(name);
      if (value != null) {
        all.putIfAbsent(name, value);
      }
    }
    return all;
  }
}
