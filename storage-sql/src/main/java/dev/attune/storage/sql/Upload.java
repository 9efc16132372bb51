package dev.attune.storage.sql;

import dev.attune.storage.SegmentStore.Applied;
import dev.attune.storage.SegmentStore.Mode;

/// An upload of members of a segment, and how far it is.
///
/// @param key how far the phase is: the last person looked at
/// @param customerId likewise, of those with the same key
record Upload(
    long number,
    long workspace,
    String segment,
    Mode mode,
    Phase phase,
    long key,
    String customerId,
    Applied applied) {

  /// What is being done, in this order. In the database by their names.
  enum Phase {
    /// Ids come in, in parts.
    STAGING,
    /// The ids of the parts go into a table in the order in which their people lie.
    SORTING,
    /// The people in it come into the segment, or go out.
    CHANGING,
    /// Those who are not in it go out.
    REPLACING,
    /// What was staged is deleted.
    CLEANING,
    DONE
  }

  /// What comes when the phase it is in is over.
  Phase next() {
    return switch (phase) {
      case STAGING -> Phase.SORTING;
      case SORTING -> Phase.CHANGING;
      case CHANGING -> mode == Mode.REPLACE ? Phase.REPLACING : Phase.CLEANING;
      case REPLACING -> Phase.CLEANING;
      case CLEANING, DONE -> Phase.DONE;
    };
  }
}
