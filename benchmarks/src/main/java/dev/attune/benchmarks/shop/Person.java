package dev.attune.benchmarks.shop;

import dev.attune.engine.profile.Value;
import java.util.Map;

/// One made-up person.
///
/// @param attributes always [People#ATTRIBUTES] of them
public record Person(String customerId, Map<String, Value> attributes) {}
