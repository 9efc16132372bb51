package dev.attune.server.catalog;

import dev.attune.server.document.Completion;
import dev.attune.server.document.Difference;
import dev.attune.server.document.Differences;
import dev.attune.server.document.WorkspaceDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What is to stand, made from what stands. Asked again when something else stands by then.
interface Change {

  /// @param standing null when there is no such workspace
  StoredText apply(@Nullable Workspace standing);

  /// A document in place of the whole.
  static Change whole(WorkspaceDocument document, Instant now, RandomGenerator random) {
    return standing -> {
      var before = standing == null ? null : standing.document();
      var keys = standing == null ? Keys.NONE : standing.keys();
      var completed = Completion.complete(before, document, now, random);
      return new StoredText(completed, keys.ensuring(document.keys(), now, random));
    };
  }

  /// A part of the document; only where there is one.
  static Change part(UnaryOperator<WorkspaceDocument> edit, Instant now, RandomGenerator random) {
    return standing -> {
      var before = existing(standing);
      var edited = edit.apply(before.document());
      if (!edited.id().equals(before.id())) {
        throw new IllegalArgumentException("workspace " + before.id() + " cannot become another");
      }
      return new StoredText(
          Completion.complete(before.document(), edited, now, random), before.keys());
    };
  }

  /// The keys; only where there is a workspace.
  static Change keys(UnaryOperator<Keys> edit) {
    return standing -> {
      var before = existing(standing);
      return new StoredText(before.document(), edit.apply(before.keys()));
    };
  }

  private static Workspace existing(@Nullable Workspace standing) {
    if (standing == null) {
      throw new IllegalStateException("there is no workspace to change");
    }
    return standing;
  }

  /// What differs between what stands and what is to stand.
  static List<Difference> differences(@Nullable Workspace standing, StoredText next) {
    var before = standing == null ? null : standing.document();
    var differences = new ArrayList<>(Differences.between(before, next.document()));
    var had = standing == null ? Keys.NONE : standing.keys();
    for (var key : next.keys().list()) {
      if (!had.has(key.id())) {
        differences.add(ofKey(key, Difference.Kind.ADDED));
      }
    }
    for (var key : had.list()) {
      if (!next.keys().has(key.id())) {
        differences.add(ofKey(key, Difference.Kind.REMOVED));
      }
    }
    return differences;
  }

  private static Difference ofKey(Key key, Difference.Kind kind) {
    var described = (key.kind().word() + " key " + key.name()).strip();
    boolean added = kind == Difference.Kind.ADDED;
    return new Difference(
        "keys[%s]".formatted(key.id()),
        kind,
        added ? null : described,
        added ? described : null,
        0);
  }
}
