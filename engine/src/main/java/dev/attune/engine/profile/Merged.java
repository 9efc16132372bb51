package dev.attune.engine.profile;

import java.time.Instant;

/// That another profile became part of this one.
///
/// @param customerId the id that went; it leads to this profile from then on
/// @param at by the server's clock
/// @param through the identifier whose value both had; empty where a write named both ids, as an
///   `anonymous_id` beside a customer id or to have them merged
public record Merged(String customerId, Instant at, String through) {}
