/// A compact binary form of attribute values, for backends that keep them as one blob.
@NullMarked
package dev.attune.storage.encoding;

import org.jspecify.annotations.NullMarked;
