package dev.attune.engine.profile;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The value of one attribute, as the caller sent it or as it was stored.
///
/// There is no null value: an attribute that a person lacks is absent from the map.
public sealed interface Value {

  /// Text that is not a date-time in a format that [Time] takes.
  record Text(String text) implements Value {}

  /// A finite double. Whole numbers are exact up to 2^53.
  record Amount(double amount) implements Value {}

  record Flag(boolean flag) implements Value {}

  /// A date-time or a date.
  ///
  /// @param text as it was written, and as templates and exports show it
  /// @param at the moment it names; a date alone names the start of that day in the workspace's
  ///   time zone
  record Time(String text, Instant at) implements Value {}

  /// The list is the value's own: nobody changes it after construction. It is not copied, because
  /// profiles are built once per request.
  record Array(List<Value> items) implements Value {}

  /// A nested object. The map is the value's own, as in [Array].
  record Fields(Map<String, Value> fields) implements Value {}
}
