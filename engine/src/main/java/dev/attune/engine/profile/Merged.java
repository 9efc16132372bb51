package dev.attune.engine.profile;

import java.time.Instant;

/// That another id became part of this profile, mostly with a profile of its own.
///
/// @param customerId the id that went; it leads to this profile from then on
/// @param at by the server's clock
/// @param through the identifier whose value both had; empty where the write itself said that it is
///   the same person
public record Merged(String customerId, Instant at, String through) {}
