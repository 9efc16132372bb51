package dev.attune.server.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import dev.attune.server.Shop;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifiersTest {
  @TempDir private Path folder;

  private List<Identifier> claimed(Map<String, Value> values) {
    try (var shop = new Shop(folder)) {
      return Identifiers.claimed(shop.workspace(), AttributeChanges.setting(values));
    }
  }

  @Test
  void theNewValuesOfConfiguredIdentifiersAreClaimed() {
    assertThat(
            claimed(
                Map.of(
                    "card", new Value.Text("L-1"),
                    "u_em", new Value.Text("a@b.example"),
                    "plan", new Value.Text("gold"))))
        .containsExactly(new Identifier("u_em", "a@b.example"), new Identifier("card", "L-1"));
  }

  @Test
  void aNumberThatLooksLikeADateIsStillACard() {
    assertThat(claimed(Map.of("card", Times.valueOf("2026-11-21", ZoneOffset.UTC))))
        .containsExactly(new Identifier("card", "2026-11-21"));
  }

  @Test
  void blankLongAndOtherValuesNameNobody() {
    assertThat(claimed(Map.of("card", new Value.Text(" \t")))).isEmpty();
    assertThat(claimed(Map.of("card", new Value.Text("x".repeat(513))))).isEmpty();
    assertThat(claimed(Map.of("card", new Value.Amount(7)))).isEmpty();
    assertThat(claimed(Map.of())).isEmpty();
  }
}
