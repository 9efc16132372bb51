package dev.attune.server.document;

/// Reads documents. Everything that is wrong with one is found in one go.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // until it is filled in
public final class DocumentReader {

  private DocumentReader() {}

  /// @throws InvalidDocument if it cannot be published
  public static WorkspaceDocument workspace(byte[] text, Format format) {
    throw new UnsupportedOperationException();
  }

  /// One experience, to be put into `within`; what it refers to is looked up when it is there.
  ///
  /// @param key what it must have for a key; the document may leave it out
  /// @throws InvalidDocument if it cannot be published; paths begin at the experience
  public static ExperienceDocument experience(
      byte[] text, Format format, String key, WorkspaceDocument within) {
    throw new UnsupportedOperationException();
  }

  /// @param id what it must have for an id; the document may leave it out
  /// @throws InvalidDocument if it cannot be published; paths begin at the audience
  public static AudienceDocument audience(
      byte[] text, Format format, String id, WorkspaceDocument within) {
    throw new UnsupportedOperationException();
  }

  /// @param id what it must have for an id; the document may leave it out
  /// @throws InvalidDocument if it cannot be published; paths begin at the segment
  public static SegmentDocument segment(byte[] text, Format format, String id) {
    throw new UnsupportedOperationException();
  }
}
