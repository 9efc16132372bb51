package dev.attune.benchmarks.http;

import dev.attune.benchmarks.shop.Histories;
import dev.attune.benchmarks.shop.People;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageProvider;
import dev.attune.storage.WorkspaceId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// A database full of people, made once and copied for each run.
final class Population {
  static final WorkspaceId WORKSPACE = new WorkspaceId("BENCH");
  static final People PEOPLE = new People(1);

  private static final Instant FIRST_SEEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final int BATCH = 20_000;

  /// To be raised when people are stored in another way, so that files from before are made anew.
  static final int LAYOUT = 4;

  private Population() {}

  /// A fresh copy of a database with persons 0 to `count` - 1.
  ///
  /// @param cache where the database is kept that copies are made of; it is made there if missing
  /// @param copy a file that does not exist
  static void copyTo(Path copy, int count, Path cache, Consumer<String> progress)
      throws IOException {
    // The name has a trace of what the people are like, so that others are not mistaken for them.
    int people = PEOPLE.first(10).map(person -> person.attributes().toString()).toList().hashCode();
    var original = cache.resolve("people-%d-%08x-%d.db".formatted(count, people, LAYOUT));
    if (!Files.exists(original)) {
      make(original, FIRST_SEEN, storage -> fill(storage, original, count, progress), progress);
    }
    progress.accept("copying " + original);
    Files.copy(original, copy);
    // Otherwise the system would still be writing it out while the server is measured.
    try (var file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      file.force(true);
    }
  }

  /// Gives those of the people their history who have one.
  ///
  /// @return how many events that was
  static int remember(Path database, Instant now) throws IOException {
    int events = 0;
    try (var storage = open(database, FIRST_SEEN)) {
      var groups = new ArrayList<>(List.of(Histories.TWENTY, Histories.THOUSAND));
      groups.addAll(Histories.SAW_IT);
      for (var group : groups) {
        for (int number = group.from(); number < group.to(); number++) {
          var all = Histories.of(group, number, now);
          var write = ProfileWrite.of(People.customerId(number), now, all);
          storage.profiles().write(WORKSPACE, Policy.NONE, List.of(write));
          events += all.size();
        }
      }
    }
    return events;
  }

  /// What a new database is filled with.
  @FunctionalInterface
  interface Filling {
    void fill(Storage storage);
  }

  /// Makes a database whole or not at all.
  ///
  /// @param now what time it is for the storage
  static void make(Path file, Instant now, Filling filling, Consumer<String> progress)
      throws IOException {
    long start = System.nanoTime();
    var draft = file.resolveSibling(file.getFileName() + ".draft");
    for (var left : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(draft + left));
    }
    try (var storage = open(draft, now)) {
      filling.fill(storage);
    }
    if (Files.exists(Path.of(draft + "-wal"))) {
      throw new IOException("the storage was closed and left a log beside " + draft);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    progress.accept(
        "made %s: %d MB in %d s"
            .formatted(
                file.getFileName(),
                Files.size(file) >> 20,
                (System.nanoTime() - start) / 1_000_000_000));
  }

  /// Said while a database is made.
  static String making(Path file, int done, int people) {
    return "making %s, once: %,d of %,d people".formatted(file.getFileName(), done, people);
  }

  private static void fill(Storage storage, Path file, int count, Consumer<String> progress) {
    for (int first = 0; first < count; first += BATCH) {
      if (first % 100_000 == 0) {
        progress.accept(making(file, first, count));
      }
      storage
          .profiles()
          .write(WORKSPACE, Policy.NONE, batch(first, Math.min(count, first + BATCH)));
    }
  }

  private static List<ProfileWrite> batch(int from, int to) {
    var writes = new ArrayList<ProfileWrite>(to - from);
    for (int number = from; number < to; number++) {
      var person = PEOPLE.person(number);
      writes.add(
          ProfileWrite.of(
              person.customerId(),
              FIRST_SEEN,
              AttributeChanges.setting(person.attributes()),
              List.of()));
    }
    return writes;
  }

  private static Storage open(Path file, Instant now) {
    for (var provider : ServiceLoader.load(StorageProvider.class)) {
      if (provider.scheme().equals("sqlite")) {
        return provider.open("sqlite:" + file, InstantSource.fixed(now));
      }
    }
    throw new IllegalStateException("no storage for sqlite: on the class path");
  }
}
