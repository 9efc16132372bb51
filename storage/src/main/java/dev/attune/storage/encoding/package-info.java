/// Compact binary forms of attribute values and of histories, for backends that keep them as blobs.
@NullMarked
package dev.attune.storage.encoding;

import org.jspecify.annotations.NullMarked;
