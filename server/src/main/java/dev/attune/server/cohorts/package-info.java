@NullMarked
package dev.attune.server.cohorts;

import org.jspecify.annotations.NullMarked;
