package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.SegmentStore.Applied;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written.Appended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a killed process left undone goes on when the database is opened next.
class KilledLongWorkTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");
  private static final Sizes SMALL = new Sizes(44, 1 << 16, Slots.LAST_BLOCK, 20, 100, 5);
  private static final int PEOPLE = 2_000;

  @TempDir Path directory;

  private static String person(int number) {
    return "p" + number;
  }

  private static void create(SqliteStorage storage) {
    var writes = new ArrayList<ProfileWrite>();
    for (int i = 0; i < PEOPLE; i++) {
      writes.add(ProfileWrite.of(person(i), AT, AttributeChanges.NONE, List.of()));
    }
    storage.profiles().write(SHOP, Policy.NONE, writes);
  }

  private static long size(SqliteStorage storage) {
    return storage.segments().sizes(SHOP).getOrDefault("vip", 0L);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void anUploadIsAppliedWhole() throws Exception {
    var file = directory.resolve("attune.db");
    // One dies while members come in, one while the others go out.
    for (var mode : List.of(Mode.ADD, Mode.REPLACE)) {
      boolean replaced = mode == Mode.REPLACE;
      var lines =
          Victim.run(
              KilledLongWorkTest.class,
              all -> replaced ? isPast(all, PEOPLE) && last(all) < 1_800 : isPast(all, 300),
              file.toString(),
              "upload",
              mode.name());
      assertThat(lines).isNotEmpty();
      try (var storage = SqliteStorage.open(file, SMALL)) {
        var upload = lines.getFirst();
        long number = Long.parseLong(upload);
        await(() -> storage.read(reader -> isDone(reader.uploads.find(number))));
        assertThat(size(storage)).isEqualTo(PEOPLE / 2);
        int first = replaced ? PEOPLE / 2 : 0;
        for (int i = 0; i < PEOPLE; i++) {
          var profile = Objects.requireNonNull(storage.profiles().find(SHOP, person(i)));
          assertThat(profile.segments().contains("vip"))
              .as(person(i))
              .isEqualTo(i >= first && i < first + PEOPLE / 2);
        }
        assertThat(storage.segments().apply(upload))
            .isEqualTo(new Applied(PEOPLE / 2, replaced ? PEOPLE / 2 : 0, 0, 0));
      }
    }
  }

  private static boolean isDone(@Nullable Upload upload) {
    return upload != null && upload.phase() == Upload.Phase.DONE;
  }

  private static boolean isPast(List<String> lines, int size) {
    return lines.stream().skip(1).anyMatch(line -> Long.parseLong(line) >= size);
  }

  private static long last(List<String> lines) {
    return Long.parseLong(lines.getLast());
  }

  @Test
  void anErasureIsWhole() throws Exception {
    var file = directory.resolve("attune.db");
    Victim.run(KilledLongWorkTest.class, all -> all.size() == 1, file.toString(), "erase", "");
    try (var storage = SqliteStorage.open(file, SMALL)) {
      assertThat(storage.profiles().find(SHOP, "ann")).isNull();
      await(() -> !storage.read(reader -> reader.uploads.erasures()));
      for (var event : events()) {
        var again = ProfileWrite.of("bob", AT, List.of(event));
        assertThat(
                storage.profiles().write(SHOP, Policy.NONE, List.of(again)).getFirst().appended())
            .containsExactly(Appended.NEW);
      }
    }
  }

  /// Somebody reads an older state, so the process dies before the files could be scrubbed.
  @Test
  void whatWasErasedLeavesTheFiles() throws Exception {
    var file = directory.resolve("attune.db");
    Victim.run(KilledLongWorkTest.class, all -> all.size() == 1, file.toString(), "keep", "");
    assertThat(files()).contains("SECRET");
    try (var storage = SqliteStorage.open(file, SMALL)) {
      await(() -> !storage.read(reader -> reader.uploads.erasures()));
      assertThat(files()).doesNotContain("SECRET");
    }
  }

  private String files() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static List<Event> events() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < 2_000; i++) {
      events.add(new Event("e" + i, "Order Placed", AT, AT, "web", Map.of(), null));
    }
    return events;
  }

  @Test
  void uploadsThatNobodyAppliesAreForgottenAfterADay() {
    var now = new Instant[] {AT};
    InstantSource clock = () -> now[0];
    try (var storage = SqliteStorage.open(directory.resolve("attune.db"), SMALL, clock)) {
      create(storage);
      var segments = storage.segments();
      var staged = segments.begin(SHOP, "vip", Mode.ADD);
      segments.stage(staged, List.of(person(1)));
      var applied = segments.begin(SHOP, "vip", Mode.ADD);
      segments.apply(applied);
      now[0] = AT.plusSeconds(86_400);
      segments.begin(SHOP, "vip", Mode.ADD);
      segments.stage(staged, List.of(person(2)));
      now[0] = AT.plusSeconds(86_401);
      segments.begin(SHOP, "vip", Mode.ADD);
      for (var upload : List.of(staged, applied)) {
        long number = Long.parseLong(upload);
        assertThat(storage.<Object>read(reader -> reader.uploads.find(number) == null))
            .isEqualTo(true);
      }
      assertThat(size(storage)).isZero();
    }
  }

  /// The process that is killed: applies an upload of half of all and says how large the segment
  /// is, or erases a person, or half of all while somebody reads an older state, and says when they
  /// are gone.
  public static void main(String[] arguments) throws SQLException {
    var storage = SqliteStorage.open(Path.of(arguments[0]), SMALL);
    if (arguments[1].equals("keep")) {
      var note = AttributeChanges.setting(Map.of("note", new Value.Text("SECRET".repeat(50))));
      create(storage);
      for (int i = 0; i < PEOPLE; i += 2) {
        var write = ProfileWrite.of(person(i), AT, note, List.of());
        storage.profiles().write(SHOP, Policy.NONE, List.of(write));
      }
      var reading = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
      reading.setAutoCommit(false);
      reading.createStatement().executeQuery("SELECT * FROM person").next();
      for (int i = 0; i < PEOPLE; i += 2) {
        var id = person(i);
        Thread.ofVirtual().start(() -> storage.profiles().erase(SHOP, Policy.NONE, id));
      }
      await(() -> storage.profiles().count(SHOP) == PEOPLE / 2);
      System.out.println("gone!");
    } else if (arguments[1].equals("erase")) {
      storage.profiles().write(SHOP, Policy.NONE, List.of(ProfileWrite.of("ann", AT, events())));
      Thread.ofPlatform().start(() -> storage.profiles().erase(SHOP, Policy.NONE, "ann"));
      await(() -> storage.profiles().find(SHOP, "ann") == null);
      System.out.println("gone!");
    } else {
      var mode = Mode.valueOf(arguments[2]);
      create(storage);
      var ids = new ArrayList<String>();
      int first = mode == Mode.REPLACE ? PEOPLE / 2 : 0;
      for (int i = first; i < first + PEOPLE / 2; i++) {
        ids.add(person(i));
      }
      var upload = storage.segments().begin(SHOP, "vip", mode);
      storage.segments().stage(upload, ids);
      System.out.println(upload + "!");
      Thread.ofPlatform().start(() -> storage.segments().apply(upload));
      while (true) {
        System.out.println(size(storage) + "!");
        LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
