package dev.attune.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttributeChangesTest {
  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value array(String... texts) {
    return new Value.Array(List.of(texts).stream().map(AttributeChangesTest::text).toList());
  }

  private static Value numbers(int from, int to) {
    return new Value.Array(
        IntStream.range(from, to).<Value>mapToObj(i -> new Value.Amount(i)).toList());
  }

  private static Map<String, Value> names(int count) {
    var names = new HashMap<String, Value>();
    for (int i = 0; i < count; i++) {
      names.put("n" + i, new Value.Flag(true));
    }
    return names;
  }

  private static AttributeChanges adding(String name, Value values) {
    return new AttributeChanges(
        Map.of(), Set.of(), Map.of(name, ((Value.Array) values).items()), Map.of());
  }

  @Test
  void theyApplyInTheOrderOfTheComponents() {
    var changes =
        new AttributeChanges(
            Map.of("a", array("1"), "b", text("new")),
            Set.of("b", "c"),
            Map.of("a", List.of(text("2"), text("3"), text("3")), "d", List.of(text("x"))),
            Map.of("a", List.of(text("3")), "e", List.of(text("y"))));

    assertThat(changes.appliedTo(Map.of("b", text("old"), "c", text("old"), "e", text("y"))))
        .isEqualTo(Map.of("a", array("1", "2"), "d", array("x"), "e", text("y")));
  }

  @Test
  void anArrayTakesWhatFitsAndAgainNothing() {
    var full = adding("a", numbers(250, 260)).appliedTo(Map.of("a", numbers(0, 250)));

    assertThat(full).isEqualTo(Map.of("a", numbers(0, 254)));
    assertThat(adding("a", numbers(250, 260)).appliedTo(full)).isEqualTo(full);
    assertThat(adding("b", numbers(0, 300)).appliedTo(Map.of()))
        .isEqualTo(Map.of("b", numbers(0, 254)));
  }

  @Test
  void anArrayThatIsTooLongAlreadyKeepsWhatItHas() {
    var long300 = Map.of("a", numbers(0, 300));

    assertThat(adding("a", numbers(300, 301)).appliedTo(long300)).isEqualTo(long300);
  }

  @Test
  void namesBeyondTheLimitChangeNothing() {
    var full = names(AttributeChanges.MAX_ATTRIBUTES);

    assertThat(AttributeChanges.setting(Map.of("more", text("x"))).appliedTo(full)).isEqualTo(full);
    assertThat(AttributeChanges.setting(Map.of("n1", text("x"))).appliedTo(full))
        .hasSameSizeAs(full)
        .containsEntry("n1", text("x"));
    assertThat(
            new AttributeChanges(Map.of("more", text("x")), Set.of("n1"), Map.of(), Map.of())
                .appliedTo(full))
        .containsKey("more")
        .doesNotContainKey("n1");
  }

  @Test
  void weightBeyondTheLimitChangesNothing() {
    var half = text("x".repeat(AttributeChanges.MAX_WEIGHT / 2));
    var heavy = Map.of("a", half);

    assertThat(AttributeChanges.setting(Map.of("b", half)).appliedTo(heavy)).isEqualTo(heavy);
    assertThat(AttributeChanges.setting(Map.of("b", text("y"))).appliedTo(heavy)).hasSize(2);
  }

  @Test
  void whatIsOverTheLimitsAlreadyMayShrink() {
    var over = new HashMap<>(names(AttributeChanges.MAX_ATTRIBUTES + 5));
    over.put("heavy", text("x".repeat(2 * AttributeChanges.MAX_WEIGHT)));

    var shrunk = new AttributeChanges(Map.of(), Set.of("n1"), Map.of(), Map.of()).appliedTo(over);

    assertThat(shrunk).hasSize(over.size() - 1);
  }

  @Test
  void everythingHasAWeight() {
    assertThat(AttributeChanges.weight(Map.of())).isZero();
    assertThat(AttributeChanges.weight(Map.of("ab", text("cde")))).isEqualTo(2 + 8 + 3);
    assertThat(
            AttributeChanges.weight(
                Map.of("a", new Value.Array(List.of(new Value.Amount(1), new Value.Flag(true))))))
        .isEqualTo(1 + 8 + 8 + 8);
    assertThat(
            AttributeChanges.weight(
                Map.of("a", new Value.Fields(Map.of("b", new Value.Time("2026", Instant.EPOCH))))))
        .isEqualTo(1 + 8 + 1 + 8 + 4);
  }
}
