package dev.attune.engine.profile;

import java.time.Instant;

/// The first time a person was shown a variation of an experience, for one of its audiences.
///
/// @param experienceId the 24 hexadecimal digits that a `cid` begins with
/// @param at when it was shown, by the caller's clock
public record Exposure(String experienceId, String audienceId, String variationId, Instant at) {}
