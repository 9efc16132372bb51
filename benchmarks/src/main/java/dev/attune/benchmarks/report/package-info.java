/// What was measured, beside what it may cost and what a reference cost in the same run.
@NullMarked
package dev.attune.benchmarks.report;

import org.jspecify.annotations.NullMarked;
