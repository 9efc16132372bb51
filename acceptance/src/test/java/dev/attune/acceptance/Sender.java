package dev.attune.acceptance;

import static dev.attune.acceptance.EventsJson.CLICKED;
import static dev.attune.acceptance.EventsJson.SHOWN;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// A caller's thread that sends batches of events until the server is gone, and remembers which
/// were answered.
final class Sender implements Runnable {

  /// @param events the ids of the events by customer; nobody is in two batches
  record Batch(String body, Map<String, List<String>> events) {}

  private static final int MOST_BATCHES = 20_000;

  private final Workspace shop;
  private final String cid;
  private final String name;
  private final Random random;
  private final CountDownLatch answeredEnough;
  final List<Batch> answered = new ArrayList<>();
  final List<Batch> unanswered = new ArrayList<>();

  /// @param name begins the customer ids
  /// @param answeredEnough counts what is answered
  Sender(Workspace shop, String cid, String name, long seed, CountDownLatch answeredEnough) {
    this.shop = shop;
    this.cid = cid;
    this.name = name;
    this.random = new Random(seed);
    this.answeredEnough = answeredEnough;
  }

  @Override
  public void run() {
    for (int number = 0; number < MOST_BATCHES; number++) {
      var batch = batch(number);
      boolean twice = random.nextInt(4) == 0;
      try {
        send(batch);
        if (twice) {
          send(batch);
        }
      } catch (IOException gone) {
        // Answered the first time, perhaps; if so it counts as answered already.
        if (answered.isEmpty() || !answered.getLast().equals(batch)) {
          unanswered.add(batch);
        }
        return;
      }
    }
    throw new IllegalStateException("the server never went away");
  }

  private void send(Batch batch) throws IOException {
    var answer = Caller.trySend(shop.personalize("events").POST(Caller.body(batch.body())));
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.status() + ": " + answer.body());
    }
    if (answered.isEmpty() || !answered.getLast().equals(batch)) {
      answered.add(batch);
    }
    answeredEnough.countDown();
  }

  private Batch batch(int number) {
    var events = new LinkedHashMap<String, List<String>>();
    var elements = new ArrayList<String>();
    int people = 1 + random.nextInt(5);
    for (int person = 0; person < people; person++) {
      var customer = "%s-%d-%d".formatted(name, number, person);
      var actions = new ArrayList<String>();
      var ids = new ArrayList<String>();
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        var uuid = new UUID(random.nextLong(), random.nextLong()).toString();
        boolean shown = random.nextBoolean();
        actions.add(EventsJson.action(shown ? SHOWN : CLICKED, uuid, cid));
        ids.add(uuid + (shown ? ":S" : ":C"));
      }
      events.put(customer, ids);
      elements.add(EventsJson.element(customer, actions.toArray(String[]::new)));
    }
    return new Batch(EventsJson.request(elements.toArray(String[]::new)), events);
  }
}
