@NullMarked
package dev.attune.server;

import org.jspecify.annotations.NullMarked;
