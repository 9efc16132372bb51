@NullMarked
package dev.attune.server.identity;

import org.jspecify.annotations.NullMarked;
