@NullMarked
package dev.attune.storage.testkit;

import org.jspecify.annotations.NullMarked;
