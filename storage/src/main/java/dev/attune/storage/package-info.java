@NullMarked
package dev.attune.storage;

import org.jspecify.annotations.NullMarked;
