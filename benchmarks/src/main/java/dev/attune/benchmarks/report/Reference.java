package dev.attune.benchmarks.report;

/// Something else that was measured in the same run, on the same machine, under the same load.
public record Reference(String what, double measured) {}
