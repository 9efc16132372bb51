package dev.attune.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.audience.Operator;
import dev.attune.engine.decision.Decider;
import dev.attune.engine.decision.Decision.Because;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.decision.Decision.Unless;
import dev.attune.engine.decision.Decision.Withheld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Replays `vectors/decisions/`.
class DecisionVectorsTest {

  @TestFactory
  Stream<DynamicContainer> everyDecisionIsAsWritten() throws IOException {
    return Vectors.in("decisions").stream()
        .map(name -> {
          var file = Vectors.read(name);
          Vectors.allowOnly(file, Set.of("story", "given", "cases"));
          var cases = Vectors.each(file.get("cases"), each -> each);
          assertThat(cases).as(name).isNotEmpty();
          return DynamicContainer.dynamicContainer(
              name, cases.stream().map(each -> test(file.path("given"), each)));
        });
  }

  @Test
  void everyOperatorReasonAndSubjectHasAVector() throws IOException {
    var words = new TreeSet<String>();
    for (var name : Vectors.in("decisions")) {
      collectWords(Vectors.read(name), words);
    }
    assertThat(words).containsAll(Stream.of(Operator.values()).map(Operator::word).toList());
    assertThat(words).containsAll(Stream.of(Unless.values()).map(Unless::word).toList());
    assertThat(words)
        .containsAll(Stream.of(Because.values()).map(DecisionVectorsTest::word).toList());
    assertThat(words)
        .contains("everyone", "all", "any", "not", "attribute", "segment", "query", "day", "hour")
        .contains("event", "times", "exactly", "occurrence", "first", "last", "where")
        .contains("affinity", "predominantly", "at_least_percent")
        .contains("country", "region", "city", "device", "os", "browser", "visitor");
  }

  private static void collectWords(JsonNode node, Set<String> words) {
    if (node.isString()) {
      words.add(node.stringValue());
    }
    words.addAll(node.propertyNames());
    node.forEach(child -> collectWords(child, words));
  }

  private static DynamicTest test(JsonNode shared, JsonNode each) {
    Vectors.allowOnly(each, Set.of("story", "given", "when", "then"));
    return DynamicTest.dynamicTest(
        each.get("story").stringValue(),
        () -> {
          var given =
              Given.read(each.has("given") ? Vectors.patched(shared, each.get("given")) : shared);
          var keys = Vectors.each(each.path("when").path("keys"), JsonNode::stringValue);
          check(given, keys, each.get("then"));
        });
  }

  private static void check(Given given, List<String> keys, JsonNode then) {
    Vectors.allowOnly(then, Set.of("matches", "served", "withheld"));
    assertThat(then.size()).isPositive();
    var served = new Decider(given.catalog(), given.subject()).serve(keys);
    var matches = then.get("matches");
    if (matches != null) {
      assertThat(!served.isEmpty()).isEqualTo(matches.booleanValue());
    }
    var wanted = then.get("served");
    if (wanted != null) {
      assertThat(served.stream().map(DecisionVectorsTest::written).toList())
          .isEqualTo(Vectors.each(wanted, DecisionVectorsTest::normalized));
    }
    var withheld = then.get("withheld");
    if (withheld != null) {
      var reasons = new TreeMap<String, String>();
      for (var explanation : new Decider(given.catalog(), given.subject()).explain(keys)) {
        if (explanation.decision() instanceof Withheld because) {
          reasons.put(explanation.key(), because.unless().word());
        }
      }
      var wantedReasons = new TreeMap<String, String>();
      withheld.properties().forEach(e -> wantedReasons.put(e.getKey(), e.getValue().stringValue()));
      assertThat(reasons).isEqualTo(wantedReasons);
    }
  }

  private static Map<String, Object> written(Served served) {
    return Map.of(
        "key", served.experience().key(),
        "audience", served.target().audienceId(),
        "variation", served.variation().id(),
        "because", word(served.because()),
        "locale", served.content().locale(),
        "filled", served.filled());
  }

  private static Map<String, Object> normalized(JsonNode served) {
    Vectors.allowOnly(
        served, Set.of("key", "audience", "variation", "because", "locale", "filled"));
    var filled = new ArrayList<String>();
    served.path("filled").forEach(text -> filled.add(text.stringValue()));
    return Map.of(
        "key", served.get("key").stringValue(),
        "audience", served.get("audience").stringValue(),
        "variation", served.get("variation").stringValue(),
        "because", Vectors.text(served, "because", "bucketed"),
        "locale", Vectors.text(served, "locale", "0"),
        "filled", filled);
  }

  private static String word(Because because) {
    return because.name().toLowerCase(Locale.ROOT);
  }
}
