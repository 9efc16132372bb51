@NullMarked
package dev.attune.server.reports;

import org.jspecify.annotations.NullMarked;
