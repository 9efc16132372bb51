package dev.attune.storage.testkit;

import static dev.attune.storage.Written.Appended.DUPLICATE;
import static dev.attune.storage.Written.Appended.NEW;
import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

abstract class EventsContract {
  private final Database database;

  EventsContract(Database database) {
    this.database = database;
  }

  private List<Written.Appended> append(String customerId, Event... events) {
    return write(database.storage(), did(customerId, events)).appended();
  }

  private List<Event> latest(String customerId, int limit) {
    return database.storage().events().latest(SHOP, customerId, limit);
  }

  @Test
  void allOfAnEventComesBack() {
    var shown =
        new Event(
            "e1",
            "\uD83D\uDE00 seen\u0000",
            at(-7),
            at(9),
            "",
            Map.of("price", new Value.Amount(49.5), "tags", new Value.Array(List.of(text("a")))),
            new Touch(Touch.Kind.CLICKED, "x1", "42D", "1", "Buy", Map.of("1", 4_000, "2", 6_000)));
    var plain = new Event("e2", "Order Placed", at(-8), at(9), "web", Map.of(), null);
    append("ann", shown, plain);
    assertThat(latest("ann", 10)).containsExactly(shown, plain);
  }

  @Test
  void aStrangerHasNoEvents() {
    append("bob", event("e1"));
    assertThat(latest("ann", 10)).isEmpty();
    assertThat(database.storage().events().latest(BANK, "bob", 10)).isEmpty();
  }

  @Test
  void theNewestComeFirstHoweverTheyCame() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < 50; i++) {
      events.add(event("e" + i, at(i)));
    }
    var shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.forEach(event -> append("ann", event));
    assertThat(latest("ann", 100)).isEqualTo(events.reversed());
    assertThat(latest("ann", 5)).isEqualTo(events.reversed().subList(0, 5));
    assertThat(latest("ann", 0)).isEmpty();
  }

  @Test
  void ofOneMomentTheLastAppendedComesFirst() {
    append("ann", event("e1"), event("e2"));
    append("ann", event("e3"));
    assertThat(latest("ann", 10)).extracting(Event::id).containsExactly("e3", "e2", "e1");
    assertThat(latest("ann", 2)).extracting(Event::id).containsExactly("e3", "e2");
  }

  @Test
  void anEventCountsOnceInOneWrite() {
    assertThat(append("ann", event("e1"), event("e2"), event("e1")))
        .containsExactly(NEW, NEW, DUPLICATE);
    assertThat(latest("ann", 10)).hasSize(2);
  }

  @Test
  void anEventCountsOnceInOneBatch() {
    var written =
        database
            .storage()
            .profiles()
            .write(
                SHOP,
                Policy.NONE,
                List.of(did("ann", event("e1")), did("ann", event("e1"), event("e2"))));
    assertThat(written.get(0).appended()).containsExactly(NEW);
    assertThat(written.get(1).appended()).containsExactly(DUPLICATE, NEW);
    assertThat(latest("ann", 10)).hasSize(2);
  }

  @Test
  void anEventCountsOnceAcrossBatches() {
    assertThat(append("ann", event("e1", at(1)))).containsExactly(NEW);
    assertThat(append("ann", event("e1", at(2)))).containsExactly(DUPLICATE);
    assertThat(latest("ann", 10)).containsExactly(event("e1", at(1)));
  }

  @Test
  void anEventCountsOnceWhoeverItNames() {
    assertThat(append("ann", event("e1"))).containsExactly(NEW);
    assertThat(append("bob", event("e1"))).containsExactly(DUPLICATE);
    assertThat(latest("bob", 10)).isEmpty();
    var batch = List.of(did("ann", event("e2")), did("bob", event("e2")));
    assertThat(database.storage().profiles().write(SHOP, Policy.NONE, batch).get(1).appended())
        .containsExactly(DUPLICATE);
  }

  @Test
  void ofTwentyRacingSendersOneAppends() {
    for (int round = 0; round < 5; round++) {
      var event = event("race " + round);
      var answers = Race.of(20, sender -> append("p" + sender, event).getFirst());
      assertThat(Collections.frequency(answers, NEW)).as("times counted").isOne();
      assertThat(Collections.frequency(answers, DUPLICATE)).isEqualTo(19);
      assertThat(latest("p" + answers.indexOf(NEW), 1)).containsExactly(event);
    }
  }

  @Test
  void aDuplicateDoesNotStopTheRestOfItsWrite() {
    append("ann", event("e1"));
    var write = ProfileWrite.of("bob", at(0), List.of(event("e1"), event("e2")));
    assertThat(write(database.storage(), write))
        .isEqualTo(new Written(Written.Outcome.CREATED, "bob", List.of(), List.of(DUPLICATE, NEW)));
    assertThat(latest("bob", 10)).containsExactly(event("e2"));
  }

  @Test
  void manyEventsSentTwiceCountOnce() {
    int batches = 30;
    for (int time = 0; time < 2; time++) {
      for (int batch = 0; batch < batches; batch++) {
        var writes = new ArrayList<ProfileWrite>();
        for (int i = 0; i < 100; i++) {
          writes.add(did("p" + i % 7, event(batch + "/" + i, at(batch * 100 + i))));
        }
        var expected = time == 0 ? NEW : DUPLICATE;
        assertThat(database.storage().profiles().write(SHOP, Policy.NONE, writes))
            .allSatisfy(written -> assertThat(written.appended()).containsExactly(expected));
      }
    }
    int kept = 0;
    for (int person = 0; person < 7; person++) {
      kept += latest("p" + person, 10_000).size();
    }
    assertThat(kept).isEqualTo(batches * 100);
  }

  @Test
  void lookAlikeEventIdsAreDifferent() {
    for (var id : LOOK_ALIKES) {
      assertThat(append("ann", event(id))).as(id).containsExactly(NEW);
    }
    assertThat(latest("ann", 100))
        .extracting(Event::id)
        .containsExactlyInAnyOrderElementsOf(LOOK_ALIKES);
  }

  @Test
  void theLongestIdIsComparedWhole() {
    var longest = "\uD83D\uDE00".repeat(50);
    var almost = "\uD83D\uDE00".repeat(49) + "\uD83D\uDE01";
    assertThat(append("ann", event(longest), event(almost), event(longest)))
        .containsExactly(NEW, NEW, DUPLICATE);
  }

  @Test
  void workspacesDoNotShareEvents() {
    append("ann", event("e1"));
    var other =
        database.storage().profiles().write(BANK, Policy.NONE, List.of(did("ann", event("e1"))));
    assertThat(other.getFirst().appended()).containsExactly(NEW);
    assertThat(database.storage().events().latest(BANK, "ann", 10)).hasSize(1);
    assertThat(latest("ann", 10)).hasSize(1);
  }
}
