@NullMarked
package dev.attune.server.personalize;

import org.jspecify.annotations.NullMarked;
