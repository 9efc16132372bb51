package dev.attune.engine.statistics;

/// How much more than the baseline, in percent of the baseline: 20 is a fifth more, -100 nothing at
/// all.
///
/// @param interval 95 %, in percent as well
public record Uplift(double percent, Interval interval) {}
