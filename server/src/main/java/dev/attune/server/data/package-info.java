@NullMarked
package dev.attune.server.data;

import org.jspecify.annotations.NullMarked;
