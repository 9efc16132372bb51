/// What counts, and for whom: pure.
@NullMarked
package dev.attune.engine.attribution;

import org.jspecify.annotations.NullMarked;
