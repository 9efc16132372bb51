@NullMarked
package dev.attune.storage.sql;

import org.jspecify.annotations.NullMarked;
