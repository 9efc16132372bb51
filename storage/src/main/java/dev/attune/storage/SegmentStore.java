package dev.attune.storage;

import java.util.List;
import java.util.Map;

/// Who is in which segment. Membership is read with the profile; here it is changed for many at
/// once, and counted.
///
/// An upload is staged first, piece by piece, and changes nothing until it is applied. Once
/// [#apply] was called it is applied whole: what a failure interrupts goes on when the database is
/// opened next. People see it piece by piece meanwhile.
public interface SegmentStore {

  enum Mode {
    ADD,
    REMOVE,
    /// Those who are not in the upload leave.
    REPLACE
  }

  /// What came of an upload.
  ///
  /// @param added people who came in
  /// @param removed people who went out
  /// @param unchanged people in the upload who were as wanted already, or in it twice
  /// @param unknown ids in the upload of which there is no profile
  record Applied(long added, long removed, long unchanged, long unknown) {}

  /// How many people each segment has; a segment without people may be absent.
  Map<String, Long> sizes(WorkspaceId workspace);

  /// Begins an upload.
  ///
  /// @return its name, unique in the database
  String begin(WorkspaceId workspace, String segmentId, Mode mode);

  /// Adds to an upload that is not applied yet. Durable when this returns; in any order, and the
  /// same id twice is once.
  void stage(String upload, List<String> customerIds);

  /// Applies an upload, in bounded steps: other writers wait for none of it for long.
  ///
  /// @throws StorageException.OutcomeUnknown if it may not be applied yet; it will be
  Applied apply(String upload);

  /// Forgets an upload that is not applied. Those that nobody applies are forgotten after a day.
  void discard(String upload);
}
