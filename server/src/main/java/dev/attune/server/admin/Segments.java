package dev.attune.server.admin;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.DocumentWriter;
import dev.attune.server.document.Format;
import dev.attune.server.document.SegmentDocument;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.storage.SegmentStore;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The segments that are declared, and how many people are in each. Who they are is with the
/// profiles.
final class Segments implements PartKind<SegmentDocument> {
  private final SegmentStore members;

  Segments(SegmentStore members) {
    this.members = members;
  }

  @Override
  public String plural() {
    return "segments";
  }

  @Override
  public String word() {
    return "segment";
  }

  @Override
  public String id(SegmentDocument segment) {
    return segment.id();
  }

  @Override
  public String name(SegmentDocument segment) {
    return segment.name();
  }

  @Override
  public List<SegmentDocument> all(WorkspaceDocument document) {
    return document.segments();
  }

  @Override
  public @Nullable SegmentDocument find(WorkspaceDocument document, String id) {
    return document.segment(id);
  }

  @Override
  public SegmentDocument read(byte[] text, Format format, String id, WorkspaceDocument within) {
    return DocumentReader.segment(text, format, id);
  }

  @Override
  public String text(SegmentDocument segment, Format format) {
    return DocumentWriter.text(segment, format);
  }

  @Override
  public String shown(SegmentDocument segment, Workspace workspace, Format format) {
    var sizes = members.sizes(new WorkspaceId(workspace.id()));
    return DocumentWriter.text(segment, sizes.getOrDefault(segment.id(), 0L), format);
  }

  @Override
  public boolean showsMore() {
    return true;
  }

  @Override
  public WorkspaceDocument with(WorkspaceDocument document, SegmentDocument segment) {
    return document.withSegment(segment);
  }

  @Override
  public WorkspaceDocument without(WorkspaceDocument document, String id) {
    return document.withoutSegment(id);
  }

  @Override
  public List<String> users(WorkspaceDocument document, String id) {
    return References.toSegment(document, id);
  }

  @Override
  public BiConsumer<JsonGenerator, SegmentDocument> summaries(Workspace workspace, Instant now) {
    var sizes = members.sizes(new WorkspaceId(workspace.id()));
    return (json, segment) -> {
      json.writeStringProperty("id", segment.id());
      json.writeStringProperty("name", segment.name());
      json.writeNumberProperty("size", sizes.getOrDefault(segment.id(), 0L));
      json.writeNumberProperty("used_by", users(workspace.document(), segment.id()).size());
    };
  }
}
