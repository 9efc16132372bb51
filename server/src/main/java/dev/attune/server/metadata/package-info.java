@NullMarked
package dev.attune.server.metadata;

import org.jspecify.annotations.NullMarked;
