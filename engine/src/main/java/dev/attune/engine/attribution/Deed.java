package dev.attune.engine.attribution;

import dev.attune.engine.profile.Value;
import java.util.Map;

/// An event that a person did, of a kind that is some goal's.
///
/// @param at in epoch milliseconds
public record Deed(long at, String name, Map<String, Value> attributes) {}
