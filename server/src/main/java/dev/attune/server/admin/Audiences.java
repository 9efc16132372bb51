package dev.attune.server.admin;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.document.AudienceDocument;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.DocumentWriter;
import dev.attune.server.document.Format;
import dev.attune.server.document.WorkspaceDocument;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Audiences that experiences may refer to. Those written inside an experience are part of it.
final class Audiences implements PartKind<AudienceDocument> {

  @Override
  public String plural() {
    return "audiences";
  }

  @Override
  public String word() {
    return "audience";
  }

  @Override
  public String id(AudienceDocument audience) {
    return audience.assignedId();
  }

  @Override
  public String name(AudienceDocument audience) {
    return audience.name();
  }

  @Override
  public List<AudienceDocument> all(WorkspaceDocument document) {
    return document.audiences();
  }

  @Override
  public @Nullable AudienceDocument find(WorkspaceDocument document, String id) {
    return document.audience(id);
  }

  @Override
  public AudienceDocument read(byte[] text, Format format, String id, WorkspaceDocument within) {
    return DocumentReader.audience(text, format, id, within);
  }

  @Override
  public String text(AudienceDocument audience, Format format) {
    return DocumentWriter.text(audience, format);
  }

  @Override
  public WorkspaceDocument with(WorkspaceDocument document, AudienceDocument audience) {
    return document.withAudience(audience);
  }

  @Override
  public WorkspaceDocument without(WorkspaceDocument document, String id) {
    return document.withoutAudience(id);
  }

  @Override
  public List<String> users(WorkspaceDocument document, String id) {
    return References.toAudience(document, id);
  }

  @Override
  public BiConsumer<JsonGenerator, AudienceDocument> summaries(Workspace workspace, Instant now) {
    return (json, audience) -> writeSummary(json, audience, workspace);
  }

  private void writeSummary(JsonGenerator json, AudienceDocument audience, Workspace workspace) {
    json.writeStringProperty("id", audience.assignedId());
    json.writeStringProperty("name", audience.name());
    json.writeNumberProperty("used_by", users(workspace.document(), audience.assignedId()).size());
  }
}
