/// Starts the shipped jar and speaks HTTP to it, as callers do.
@NullMarked
package dev.attune.acceptance;

import org.jspecify.annotations.NullMarked;
