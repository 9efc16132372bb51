@NullMarked
package dev.attune.server.control;

import org.jspecify.annotations.NullMarked;
