@NullMarked
package dev.attune.server.json;

import org.jspecify.annotations.NullMarked;
