package dev.attune.engine.visit;

import org.jspecify.annotations.Nullable;

/// Where an IP address is, as far as it is known.
///
/// @param country ISO 3166-1 alpha-2, upper case
/// @param region the part of the ISO 3166-2 code after the dash, upper case
/// @param city its English name
public record Place(@Nullable String country, @Nullable String region, @Nullable String city) {

  public static final Place UNKNOWN = new Place(null, null, null);
}
