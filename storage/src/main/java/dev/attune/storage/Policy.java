package dev.attune.storage;

import dev.attune.engine.attribution.Goals;
import org.jspecify.annotations.Nullable;

/// How a workspace wants what is written about its people to be taken.
///
/// @param merging whether a value that two profiles claim as an identifier makes them one; if not,
///   it stays with the profile that claimed it first
/// @param retainIfHas the attribute that decides which of two profiles survives a merge; null: the
///   one seen last
/// @param goals what events count for
public record Policy(boolean merging, @Nullable String retainIfHas, Goals goals) {

  public static final Policy NONE = new Policy(false, null, Goals.NONE);
}
