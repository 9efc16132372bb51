package dev.attune.storage;

import java.util.List;

/// What came of a [ProfileWrite].
///
/// @param appended per event of the write, in order, whether it was new or a duplicate; empty when
///   the profile is `ABSENT`
public record Written(Outcome profile, List<Appended> appended) {

  public enum Outcome {
    CREATED,
    UPDATED,
    /// The attributes would have outgrown what a profile may hold (see [AttributeChanges]): they
    /// are as they were. Everything else of the write is stored, also a new profile.
    FULL,
    /// There is no such profile and the write was for existing ones only; nothing was stored.
    ABSENT
  }

  public enum Appended {
    NEW,
    DUPLICATE
  }
}
