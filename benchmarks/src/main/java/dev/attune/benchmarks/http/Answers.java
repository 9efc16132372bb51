package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.engine.Catalogs;
import dev.attune.benchmarks.engine.Visitors;
import dev.attune.benchmarks.shop.People;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.decision.Decider;
import dev.attune.engine.experience.Catalog;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Whether the server answers what the engine decides: a fast wrong answer is not measured.
final class Answers {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int SAMPLE = 200;

  private Answers() {}

  /// Asks for some people.
  ///
  /// @param people persons 0 to this, exclusive, are known to the server
  /// @param experiences how many it has published
  /// @param keys which to ask for; none: without keys
  /// @return one of the answers
  /// @throws IOException if one is not what was to be expected, or longer or shorter than another
  static byte[] check(Caller caller, URI base, int people, int experiences, List<String> keys)
      throws IOException, InterruptedException {
    var catalog = Catalogs.byLots(experiences);
    var random = new SplittableRandom(experiences);
    byte[] first = {};
    for (int i = 0; i < SAMPLE; i++) {
      int number = random.nextInt(people);
      var answer = caller.fetch(base, People.customerId(number), keys);
      var expected = decided(catalog, number, keys);
      if (!served(answer).equals(expected)) {
        throw new IOException(
            "for person %d the engine decides %s, the server answers %s"
                .formatted(number, expected, new String(answer, UTF_8)));
      }
      if (i == 0) {
        first = answer;
      } else if (answer.length != first.length) {
        throw new IOException(
            "an answer of %d bytes beside one of %d: %s"
                .formatted(answer.length, first.length, new String(answer, UTF_8)));
      }
    }
    return first;
  }

  private static List<String> decided(Catalog catalog, int number, List<String> keys) {
    var profile = Visitors.profile(Population.PEOPLE.person(number));
    return new Decider(catalog, new Subject(profile, Visitors.VISIT, Visitors.NOW))
        .serve(keys).stream()
            .map(served -> served.experience().key() + " " + served.variation().id())
            .toList();
  }

  /// `key variation` of each experience in an answer, in order.
  static List<String> served(byte[] answer) {
    var served = new ArrayList<String>();
    try (var json = JSON.createParser(ObjectReadContext.empty(), answer)) {
      int depth = 0;
      var key = "";
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          depth++;
        } else if (token == JsonToken.END_OBJECT) {
          depth--;
        } else if (token == JsonToken.PROPERTY_NAME && depth == 2) {
          key = json.currentName();
        } else if (token == JsonToken.VALUE_STRING
            && json.currentName().equals("moe_variation_id")) {
          served.add(key + " " + json.getString());
        }
      }
    }
    return served;
  }
}
