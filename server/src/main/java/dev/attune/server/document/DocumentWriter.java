package dev.attune.server.document;

/// Writes documents so that [DocumentReader] reads the same again. Never writes `keys`.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // until it is filled in
public final class DocumentWriter {

  private DocumentWriter() {}

  public static String text(WorkspaceDocument document, Format format) {
    throw new UnsupportedOperationException();
  }

  public static String text(ExperienceDocument experience, Format format) {
    throw new UnsupportedOperationException();
  }

  public static String text(AudienceDocument audience, Format format) {
    throw new UnsupportedOperationException();
  }

  public static String text(SegmentDocument segment, Format format) {
    throw new UnsupportedOperationException();
  }
}
