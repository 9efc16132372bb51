package dev.attune.server.admin;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.document.Format;
import dev.attune.server.document.WorkspaceDocument;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What the endpoints of one kind of part need to know of it.
interface PartKind<T> {

  /// As paths spell it, such as `experiences`.
  String plural();

  /// As messages spell it, such as `experience`.
  String word();

  /// What a part is found by in its workspace.
  String id(T part);

  String name(T part);

  List<T> all(WorkspaceDocument document);

  @Nullable T find(WorkspaceDocument document, String id);

  /// @throws dev.attune.server.document.InvalidDocument if it is none that could be put into
  ///   `within`
  T read(byte[] text, Format format, String id, WorkspaceDocument within);

  String text(T part, Format format);

  /// The same with what is shown beside it, though it is no part of it.
  default String shown(T part, Workspace workspace, Format format) {
    return text(part, format);
  }

  /// Whether what is shown may change while the part does not.
  default boolean showsMore() {
    return false;
  }

  WorkspaceDocument with(WorkspaceDocument document, T part);

  WorkspaceDocument without(WorkspaceDocument document, String id);

  /// What refers to it, as `experience homepage-banner`; it cannot go before that does.
  List<String> users(WorkspaceDocument document, String id);

  /// What writes the members of an entry of the list. Asked for once for a page.
  BiConsumer<JsonGenerator, T> summaries(Workspace workspace, Instant now);
}
