package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.acceptance.Sender.Batch;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The process ends, one way or the other, while events are being sent.
@OnAttune
final class KillTest {
  private static final int ROUNDS = 4;
  private static final int SENDERS = 4;

  @Test
  @Requirement("EVENT-17")
  void noAnsweredEventIsLostAndNoneCountsTwiceWhenTheProcessIsKilled(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("KillTest: seed " + seed);
    var random = new Random(seed);
    var all = new ArrayList<Batch>();
    var attune = Attune.start(folder);
    try {
      var shop = Workspace.create(attune, EventsTest.BANNER);
      for (int round = 0; round < ROUNDS; round++) {
        shop = shop.on(attune);
        var senders = send(shop, "r" + round, random, 20 + random.nextInt(150), attune::kill);
        attune.close();
        attune = attune.again();

        var again = shop.on(attune);
        for (var sender : senders) {
          assertThat(sender.answered).as("seed %d", seed).isNotEmpty();
          sender.answered.forEach(batch -> assertStoredOnce(again, batch, seed));
          sender.unanswered.forEach(batch -> assertNotStoredTwice(again, batch, seed));
          sender.unanswered.forEach(batch -> again.events(batch.body()).hasStatus(200));
          all.addAll(sender.answered);
          all.addAll(sender.unanswered);
        }
        all.forEach(batch -> assertStoredOnce(again, batch, seed));
      }
      assertThat(attune.stop()).isIn(0, 143);
      assertThat(eventsInTheFile(folder))
          .as("seed %d", seed)
          .isEqualTo(
              all.stream()
                  .flatMap(batch -> batch.events().values().stream())
                  .mapToLong(List::size)
                  .sum());
    } finally {
      attune.close();
    }
  }

  @Test
  @Requirement("EVENT-17")
  void aServerThatIsToldToStopStoresAllThatItAnswered(@TempDir Path folder) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("KillTest: seed " + seed);
    var random = new Random(seed);
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, EventsTest.BANNER);
      var senders = send(shop, "s", random, 200, attune::terminate);

      assertThat(attune.awaitEnd()).isIn(0, 143);
      assertThat(Ports.isOpen(attune.http())).isFalse();
      assertThat(Ports.isOpen(attune.management())).isFalse();
      assertThat(attune.log()).doesNotContain("ERROR");
      try (var again = attune.again()) {
        for (var sender : senders) {
          sender.answered.forEach(batch -> assertStoredOnce(shop.on(again), batch, seed));
          sender.unanswered.forEach(batch -> assertNotStoredTwice(shop.on(again), batch, seed));
        }
      }
    }
  }

  /// Sends from several threads, does something in the midst of it, and waits until they have seen
  /// that the server is gone.
  private static List<Sender> send(
      Workspace shop, String name, Random random, int answers, Runnable then) throws Exception {
    var enough = new CountDownLatch(answers);
    var senders = new ArrayList<Sender>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < SENDERS; i++) {
      var sender = new Sender(shop, EventsTest.CID, name + "-" + i, random.nextLong(), enough);
      senders.add(sender);
      threads.add(Thread.ofPlatform().start(sender));
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
    then.run();
    for (var thread : threads) {
      thread.join(60_000);
      assertThat(thread.isAlive()).isFalse();
    }
    return senders;
  }

  private static void assertStoredOnce(Workspace shop, Batch batch, long seed) {
    batch
        .events()
        .forEach((customer, ids) ->
            assertThat(shop.stored(customer, "/id"))
                .as("%s, seed %d", customer, seed)
                .containsExactlyInAnyOrderElementsOf(ids));
  }

  private static void assertNotStoredTwice(Workspace shop, Batch batch, long seed) {
    batch
        .events()
        .forEach((customer, ids) -> {
          if (shop.hasProfile(customer)) {
            assertThat(shop.stored(customer, "/id"))
                .as("%s, seed %d", customer, seed)
                .doesNotHaveDuplicates()
                .isSubsetOf(ids);
          }
        });
  }

  private static long eventsInTheFile(Path folder) throws SQLException {
    try (var file =
            DriverManager.getConnection(
                "jdbc:sqlite:file:" + Attune.database(folder) + "?mode=ro");
        var sql = file.createStatement();
        var row = sql.executeQuery("SELECT count(*) FROM event")) {
      row.next();
      return row.getLong(1);
    }
  }
}
