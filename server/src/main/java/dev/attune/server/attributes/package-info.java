@NullMarked
package dev.attune.server.attributes;

import org.jspecify.annotations.NullMarked;
