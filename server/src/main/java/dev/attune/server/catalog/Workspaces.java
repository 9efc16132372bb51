package dev.attune.server.catalog;

import dev.attune.server.document.Difference;
import dev.attune.server.document.KeyKind;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// All workspaces, live. Safe for many threads; reading never waits for a change.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // until it is filled in
public final class Workspaces implements AutoCloseable {

  /// How often the storage is asked for what other servers published.
  public static final Duration POLL_PERIOD = Duration.ofMillis(500);

  /// Nothing is loaded before [#start].
  ///
  /// @param random must be unpredictable: it makes secrets
  public Workspaces(
      Storage storage, InstantSource clock, RandomGenerator random, Duration pollPeriod) {
    throw new UnsupportedOperationException();
  }

  /// Loads every workspace and begins to watch for changes.
  ///
  /// @throws dev.attune.storage.StorageException if the storage cannot be read
  public void start() {
    throw new UnsupportedOperationException();
  }

  /// Loads what changed since the last look. The watcher does it all the time; callable by anyone.
  public void refresh() {
    throw new UnsupportedOperationException();
  }

  /// Stops watching. The last image stays readable.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /// Null for an unknown or deleted workspace.
  public @Nullable Workspace find(String id) {
    throw new UnsupportedOperationException();
  }

  /// In no particular order.
  public Collection<Workspace> list() {
    throw new UnsupportedOperationException();
  }

  /// What publishing a document would change.
  ///
  /// @throws dev.attune.server.document.InvalidDocument if it cannot be published over what stands
  public List<Difference> plan(WorkspaceDocument document) {
    throw new UnsupportedOperationException();
  }

  /// Makes a document what its workspace is, and creates the workspace if there is none.
  ///
  /// @param expected the version that must stand (0: none); empty: whichever
  /// @return Published or Conflict
  /// @throws dev.attune.server.document.InvalidDocument if it cannot be published over what stands
  /// @throws dev.attune.storage.StorageException if it was not stored, or nobody can know
  public Publication publish(WorkspaceDocument document, OptionalLong expected) {
    throw new UnsupportedOperationException();
  }

  /// Changes part of a document. Applied again to what stands then when another change came first,
  /// so `change` must do nothing else.
  ///
  /// @param change may throw what it likes; nothing is written then
  /// @return Published or Absent
  public Publication edit(String id, UnaryOperator<WorkspaceDocument> change) {
    throw new UnsupportedOperationException();
  }

  /// Deletes a workspace with all its profiles and events.
  ///
  /// @return whether there was one
  public boolean delete(String id) {
    throw new UnsupportedOperationException();
  }

  /// @return null when there is no such workspace
  public @Nullable NewKey createKey(String id, KeyKind kind, String name) {
    throw new UnsupportedOperationException();
  }

  /// Makes a key and ends all others of its kind, at once.
  ///
  /// @return null when there is no such workspace
  public @Nullable NewKey regenerateKeys(String id, KeyKind kind) {
    throw new UnsupportedOperationException();
  }

  /// @return whether there was such a key
  public boolean revokeKey(String id, String keyId) {
    throw new UnsupportedOperationException();
  }
}
