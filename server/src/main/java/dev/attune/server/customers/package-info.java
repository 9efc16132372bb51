@NullMarked
package dev.attune.server.customers;

import org.jspecify.annotations.NullMarked;
