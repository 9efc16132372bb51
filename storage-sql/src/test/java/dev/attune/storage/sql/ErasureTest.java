package dev.attune.storage.sql;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.WorkspaceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was erased is in none of the bytes of any of the files.
class ErasureTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");
  private static final Pattern SECRET = Pattern.compile("secret-([0-9]+)-");

  @TempDir Path directory;

  private final Random random = new Random(11);

  /// A text that holds whose it is and is nowhere else.
  private static String secret(int person, String what) {
    return "secret-" + person + "-" + what + "!";
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private ProfileWrite anything(int person, int number) {
    var id = secret(person, "id");
    var attributes = Map.of("note", text(secret(person, "note").repeat(1 + random.nextInt(20))));
    var mail = secret(person, "mail" + (random.nextInt(3) == 0 ? number : 0));
    var event =
        new Event(
            secret(person, "event " + number),
            "Product Viewed",
            AT,
            AT,
            "web",
            Map.of("what", text(secret(person, "deed").repeat(1 + random.nextInt(5)))),
            null);
    return switch (random.nextInt(4)) {
      case 0 -> ProfileWrite.of(id, AT, AttributeChanges.setting(attributes), List.of());
      case 1 ->
          ProfileWrite.of(
              id,
              AT,
              AttributeChanges.setting(Map.of("u_em", text(mail))),
              List.of(new Identifier("u_em", mail)));
      default -> ProfileWrite.of(id, AT, List.of(event));
    };
  }

  private static ProfileWrite absorb(int person, String... others) {
    return new ProfileWrite(
        secret(person, "id"),
        false,
        AT,
        AttributeChanges.NONE,
        List.of(),
        Set.of(others),
        Set.of("vip"),
        Set.of(),
        List.of());
  }

  private void assertNowhere(int... people) throws IOException {
    var erased = IntStream.of(people).mapToObj(Integer::toString).collect(toSet());
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        var bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        var found =
            SECRET.matcher(bytes).results().filter(secret -> erased.contains(secret.group(1)));
        assertThat(found.map(secret -> secret.group() + " at " + secret.start()))
            .as(file.getFileName().toString())
            .isEmpty();
      }
    }
  }

  @Test
  void nothingOfAnErasedPersonIsInAnyFile() throws IOException {
    int people = 120;
    var file = directory.resolve("attune.db");
    try (var storage = SqliteStorage.open(file)) {
      for (int batch = 0; batch < 60; batch++) {
        var writes = new ArrayList<ProfileWrite>();
        for (int i = 0; i < 100; i++) {
          writes.add(anything(random.nextInt(people), batch * 100 + i));
        }
        storage.profiles().write(SHOP, Policy.NONE, writes);
      }
      for (int person = 0; person < people; person += 3) {
        var others = new String[] {secret(person, "before"), secret(person + 1, "id")};
        storage.profiles().write(SHOP, Policy.NONE, List.of(absorb(person, others)));
      }
      var upload = storage.segments().begin(SHOP, "vip", Mode.ADD);
      var staged = new ArrayList<String>();
      for (int person = 0; person < people; person++) {
        staged.add(secret(person, "id"));
      }
      storage.segments().stage(upload, staged);
      for (int person = 0; person < people; person += 3) {
        assertThat(storage.profiles().erase(SHOP, Policy.NONE, secret(person + 1, "id"))).isTrue();
        assertNowhere(person, person + 1);
      }
      assertThat(storage.profiles().count(SHOP)).isEqualTo(people / 3);
    }
    for (int person = 0; person < people; person += 3) {
      assertNowhere(person, person + 1);
    }
  }

  /// SQLite moves rows to other pages to make room, and leaves a copy in the page where they were.
  /// Nor do copies come back when pages are written that the writer had in its cache.
  @Test
  void copiesOfRowsThatWereMovedGoToo() throws Exception {
    int people = 3_000;
    var erased = IntStream.range(0, people).filter(person -> person % 10 == 0).toArray();
    var file = directory.resolve("attune.db");
    try (var storage = SqliteStorage.open(file);
        var another = SqliteStorage.open(file)) {
      for (int batch = 0; batch < 30; batch++) {
        write(batch % 2 == 0 ? storage : another, batch, random.ints(300, 0, people));
      }
      try (var callers = Executors.newFixedThreadPool(30)) {
        var calls = new ArrayList<Callable<Boolean>>();
        for (int person : erased) {
          calls.add(() -> storage.profiles().erase(SHOP, Policy.NONE, secret(person, "id")));
        }
        for (var call : callers.invokeAll(calls)) {
          call.get();
        }
      }
      assertNowhere(erased);
      for (int batch = 30; batch < 40; batch++) {
        var others = random.ints(300, 0, people).filter(person -> person % 10 != 0);
        write(batch % 2 == 0 ? storage : another, batch, others);
      }
    }
    assertNowhere(erased);
  }

  @Test
  void waitsForSomebodyWhoReadsAnOlderState() throws Exception {
    var file = directory.resolve("attune.db");
    try (var storage = SqliteStorage.open(file);
        var caller = Executors.newSingleThreadExecutor()) {
      storage.profiles().write(SHOP, Policy.NONE, List.of(anything(1, 1)));
      Future<Boolean> erasing;
      try (var reading = DriverManager.getConnection("jdbc:sqlite:" + file);
          var sql = reading.createStatement()) {
        reading.setAutoCommit(false);
        sql.executeQuery("SELECT * FROM person").next();
        erasing = caller.submit(() -> storage.profiles().erase(SHOP, Policy.NONE, secret(1, "id")));
        while (storage.profiles().find(SHOP, secret(1, "id")) != null) {
          LockSupport.parkNanos(1_000_000);
        }
        assertThat(erasing).isNotDone();
      }
      assertThat(erasing.get(60, TimeUnit.SECONDS)).isTrue();
      assertNowhere(1);
    }
  }

  private void write(SqliteStorage storage, int batch, IntStream people) {
    var writes = new ArrayList<ProfileWrite>();
    people.forEach(person -> writes.add(anything(person, batch * 300 + writes.size())));
    storage.profiles().write(SHOP, Policy.NONE, writes);
  }

  @Test
  void anIdThatOnlyAListHasIsErasedFromIt() throws IOException {
    try (var storage = SqliteStorage.open(directory.resolve("attune.db"))) {
      var upload = storage.segments().begin(SHOP, "vip", Mode.ADD);
      storage.segments().stage(upload, List.of(secret(1, "id"), secret(2, "id")));
      assertThat(storage.profiles().erase(SHOP, Policy.NONE, secret(1, "id"))).isFalse();
      assertNowhere(1);
    }
    assertNowhere(1);
  }

  @Test
  void nothingOfAPurgedWorkspaceIsInAnyFile() throws IOException {
    var file = directory.resolve("attune.db");
    try (var storage = SqliteStorage.open(file)) {
      for (int batch = 0; batch < 20; batch++) {
        var writes = new ArrayList<ProfileWrite>();
        for (int i = 0; i < 100; i++) {
          writes.add(anything(random.nextInt(50), batch * 100 + i));
        }
        storage.profiles().write(SHOP, Policy.NONE, writes);
      }
      storage.purge(SHOP);
      for (int person = 0; person < 50; person++) {
        assertNowhere(person);
      }
    }
  }
}
