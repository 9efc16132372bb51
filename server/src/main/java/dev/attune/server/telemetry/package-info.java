@NullMarked
package dev.attune.server.telemetry;

import org.jspecify.annotations.NullMarked;
