package dev.attune.storage;

import java.util.List;

/// What came of a [ProfileWrite].
///
/// @param customerId whose profile it is now: another id than the write's where that one was merged
/// @param merged the ids that this write made part of it
/// @param appended per event of the write, in order, whether it was stored; empty when nothing was
///   stored
public record Written(
    Outcome profile, String customerId, List<String> merged, List<Appended> appended) {

  public enum Outcome {
    CREATED,
    UPDATED,
    /// The attributes would have outgrown what a profile may hold (see [AttributeChanges]), that of
    /// whoever survives included where people become one. Of a strict write nothing is stored. Of
    /// another everything but its attributes is, also a new profile; nobody is merged through
    /// identifiers that are among them.
    FULL,
    /// There is no such profile and the write was for existing ones only; nothing was stored.
    ABSENT
  }

  public enum Appended {
    NEW,
    DUPLICATE,
    /// It happened before what [EventStore#letGo] was told: nothing of it is stored or counted.
    TOO_OLD
  }
}
