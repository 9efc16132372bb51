/// What a decision costs in process, in nanoseconds and bytes.
@NullMarked
package dev.attune.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
