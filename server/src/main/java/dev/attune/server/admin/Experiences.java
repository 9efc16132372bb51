package dev.attune.server.admin;

import dev.attune.engine.experience.Status;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.DocumentWriter;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.document.Format;
import dev.attune.server.document.WorkspaceDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Experiences, found by their keys.
final class Experiences implements PartKind<ExperienceDocument> {

  @Override
  public String plural() {
    return "experiences";
  }

  @Override
  public String word() {
    return "experience";
  }

  @Override
  public String id(ExperienceDocument experience) {
    return experience.key();
  }

  @Override
  public String name(ExperienceDocument experience) {
    return experience.name();
  }

  @Override
  public List<ExperienceDocument> all(WorkspaceDocument document) {
    return document.experiences();
  }

  @Override
  public @Nullable ExperienceDocument find(WorkspaceDocument document, String key) {
    return document.experience(key);
  }

  @Override
  public ExperienceDocument read(byte[] text, Format format, String key, WorkspaceDocument within) {
    return DocumentReader.experience(text, format, key, within);
  }

  @Override
  public String text(ExperienceDocument experience, Format format) {
    return DocumentWriter.text(experience, format);
  }

  @Override
  public WorkspaceDocument with(WorkspaceDocument document, ExperienceDocument experience) {
    return document.withExperience(experience);
  }

  @Override
  public WorkspaceDocument without(WorkspaceDocument document, String key) {
    return document.withoutExperience(key);
  }

  /// Nothing refers to experiences.
  @Override
  public List<String> users(WorkspaceDocument document, String key) {
    return List.of();
  }

  @Override
  public BiConsumer<JsonGenerator, ExperienceDocument> summaries(Workspace workspace, Instant now) {
    return (json, experience) -> writeSummary(json, experience, workspace, now);
  }

  private static void writeSummary(
      JsonGenerator json, ExperienceDocument experience, Workspace workspace, Instant now) {
    json.writeStringProperty("key", experience.key());
    json.writeStringProperty("name", experience.name());
    json.writeStringProperty("id", experience.assignedId());
    json.writeStringProperty("status", word(experience.status()));
    var live = workspace.catalog().withKey(experience.key());
    if (live != null) {
      json.writeStringProperty("state", word(live.stateAt(now)));
    }
    json.writeStringProperty("priority", word(experience.priority()));
    json.writeNumberProperty("audiences", experience.audiences().size());
  }

  /// @throws dev.attune.server.http.Refused 400 when it is no status
  static Status status(@Nullable String word) {
    for (var status : Status.values()) {
      if (word(status).equals(word)) {
        return status;
      }
    }
    throw AdminProblem.badRequest(
        "status is %s, one of %s"
            .formatted(
                word == null ? "missing" : "'" + word + "'",
                Arrays.stream(Status.values())
                    .map(Experiences::word)
                    .collect(Collectors.joining(", "))));
  }

  /// As documents spell it.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
