/// Load on the server over HTTP, beside nginx that answers the same bytes.
@NullMarked
package dev.attune.benchmarks.load;

import org.jspecify.annotations.NullMarked;
