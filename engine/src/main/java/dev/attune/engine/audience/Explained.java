package dev.attune.engine.audience;

import dev.attune.engine.profile.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a rule came out for one person.
///
/// @param seen what it was held against; absent where there was nothing, and for logic
/// @param parts of `all`, `any` and `not`, every one, also those that matching would skip
public record Explained(Rule rule, boolean matched, @Nullable Value seen, List<Explained> parts) {}
