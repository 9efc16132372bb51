@NullMarked
package dev.attune.server.fetch;

import org.jspecify.annotations.NullMarked;
