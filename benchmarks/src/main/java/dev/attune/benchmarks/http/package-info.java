/// What the shipped server can do, measured from outside.
@NullMarked
package dev.attune.benchmarks.http;

import org.jspecify.annotations.NullMarked;
