package dev.attune.engine.decision;

import dev.attune.engine.experience.Content;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Target;
import dev.attune.engine.experience.Variation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one person gets of one experience, and why.
public sealed interface Decision {

  /// @param filled the text of each slot of the content's payload, in order
  record Served(
      Experience experience,
      Target target,
      Variation variation,
      Content content,
      Because because,
      List<String> filled)
      implements Decision {}

  /// @param target the audience that matched; null when it did not come so far
  /// @param detail more about it for a person to read; empty when there is no more to say
  record Withheld(Unless unless, @Nullable Target target, String detail) implements Decision {}

  enum Because {
    /// This person was shown the variation before and keeps it.
    STICKY,
    BUCKETED
  }

  /// In order of precedence: the first that applies is the one reported.
  enum Unless {
    UNKNOWN_KEY,
    DRAFT,
    ARCHIVED,
    EXPIRED,
    PAUSED,
    NOT_YET,
    NO_AUDIENCE_MATCHED,
    /// Another experience of the exclusion group matched first.
    GROUP_TAKEN,
    IN_CONTROL_GROUP,
    /// The bucket is in the part of the split that no variation has.
    NOT_IN_SPLIT,
    /// A template said not to send, or gave what its field cannot hold.
    TEMPLATE_WITHHELD;

    /// As answers spell it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
