package dev.attune.server.document;

import dev.attune.engine.bucketing.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One audience of an experience, and what it is served.
///
/// @param split who gets which variation now; absent until it is made from the weights
public record TargetDocument(Whom whom, @Nullable Split split, List<VariationDocument> variations) {

  public TargetDocument {
    variations = List.copyOf(variations);
  }

  public sealed interface Whom {

    /// @param audience the id of a shared audience, or its name; an id once completed
    record Reference(String audience) implements Whom {}

    record Inline(AudienceDocument audience) implements Whom {}
  }
}
