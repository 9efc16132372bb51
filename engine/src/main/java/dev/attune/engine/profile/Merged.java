package dev.attune.engine.profile;

import java.time.Instant;

/// That another profile became part of this one.
///
/// @param customerId the id that went; it leads to this profile from then on
/// @param at by the server's clock
/// @param through the identifier whose value both had, or what named the id beside the customer's,
///   such as `anonymous_id`; empty where somebody asked for the two to be merged
public record Merged(String customerId, Instant at, String through) {}
