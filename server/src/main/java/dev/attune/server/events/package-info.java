@NullMarked
package dev.attune.server.events;

import org.jspecify.annotations.NullMarked;
