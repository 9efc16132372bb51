package dev.attune.server.admin;

import dev.attune.server.attributes.Identifiers;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.upload.BadLines;
import dev.attune.server.upload.ImportedProfile;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Writes the profiles of one import in their order, batch by batch: one is written while the next
/// is gathered. For one thread; it has another to write on.
final class ImportBatches implements AutoCloseable {
  private static final int BATCH = 1_000;
  private static final int BATCH_BYTES = 2 * 1024 * 1024;
  private static final String FULL =
      "the profile would have more than %,d attributes, or %,d characters in them; nothing of the line is stored"
          .formatted(AttributeChanges.MAX_ATTRIBUTES, AttributeChanges.MAX_WEIGHT);

  private final ProfileStore profiles;
  private final Workspace workspace;
  private final InstantSource clock;
  private final BadLines bad;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("import").factory());
  private List<ImportedProfile> gathered = new ArrayList<>(BATCH);
  private long gatheredFrom; // the offset where these begin
  private @Nullable Future<List<Written>> writing;
  private List<ImportedProfile> written = List.of(); // what is being written
  private long created;
  private long updated;
  private long merged;
  private long unknown;

  /// @param bad where those go that do not fit into their profiles
  ImportBatches(ProfileStore profiles, Workspace workspace, InstantSource clock, BadLines bad) {
    this.profiles = profiles;
    this.workspace = workspace;
    this.clock = clock;
    this.bad = bad;
  }

  /// @param offset how far into the upload the person goes
  void add(ImportedProfile person, long offset) {
    gathered.add(person);
    if (gathered.size() == BATCH || offset - gatheredFrom > BATCH_BYTES) {
      write();
      gatheredFrom = offset;
    }
  }

  /// Waits until all are stored.
  void finish() {
    if (!gathered.isEmpty()) {
      write();
    }
    await();
  }

  private void write() {
    var batch = gathered;
    gathered = new ArrayList<>(BATCH);
    var now = clock.instant();
    var writes = batch.stream().map(person -> write(person, now)).toList();
    await();
    written = batch;
    writing =
        writer.submit(
            () -> profiles.write(new WorkspaceId(workspace.id()), workspace.policy(), writes));
  }

  private ProfileWrite write(ImportedProfile person, Instant now) {
    return new ProfileWrite(
            person.customerId(),
            person.existingOnly(),
            now,
            person.changes(),
            Identifiers.claimed(workspace, person.changes()),
            Set.of(),
            person.segments(),
            Set.of(),
            List.of())
        .strictly();
  }

  private void await() {
    if (writing == null) {
      return;
    }
    List<Written> outcomes;
    try {
      outcomes = writing.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while importing", e);
    }
    writing = null;
    for (int i = 0; i < outcomes.size(); i++) {
      count(outcomes.get(i), written.get(i));
    }
  }

  private void count(Written outcome, ImportedProfile person) {
    merged += outcome.merged().size();
    switch (outcome.profile()) {
      case CREATED -> created++;
      case UPDATED -> updated++;
      case ABSENT -> unknown++;
      case FULL -> bad.add(person.line(), FULL);
    }
  }

  long created() {
    return created;
  }

  long updated() {
    return updated;
  }

  /// How many profiles became part of others.
  long merged() {
    return merged;
  }

  /// How many were for existing profiles only, and had none.
  long unknown() {
    return unknown;
  }

  /// What was handed to the storage is stored all the same.
  @Override
  public void close() {
    writer.close();
  }
}
