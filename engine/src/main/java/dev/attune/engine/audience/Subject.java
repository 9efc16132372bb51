package dev.attune.engine.audience;

import dev.attune.engine.profile.Profile;
import dev.attune.engine.visit.Visit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whom rules are asked about, and when.
///
/// @param profile absent for an anonymous visitor
public record Subject(@Nullable Profile profile, Visit visit, Instant now) {}
