/// The people and the experiences that are measured with, the same on every machine.
@NullMarked
package dev.attune.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
