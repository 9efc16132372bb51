package dev.attune.server.catalog;

import dev.attune.server.document.KeyKind;
import java.time.Instant;

/// A key that callers authenticate with. The secret itself is not kept.
///
/// @param id 8 hexadecimal digits
/// @param sha256 of the secret, 64 lower-case hexadecimal digits
public record Key(String id, KeyKind kind, String name, String sha256, Instant createdAt) {}
