/// Runs the benchmarks and says how they came out.
@NullMarked
package dev.attune.benchmarks;

import org.jspecify.annotations.NullMarked;
