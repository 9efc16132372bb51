package dev.attune.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00.5Z");
  private static final Instant LAST = Instant.parse("2026-11-21T10:00:00Z");

  private static Profile with(Map<String, Value> attributes) {
    return new Profile("asha", attributes, Map.of(), Set.of(), FIRST, LAST);
  }

  @Test
  void everyProfileHasTheStandardNames() {
    var profile = with(Map.of());

    assertThat(profile.standard("uid")).isEqualTo(new Value.Text("asha"));
    assertThat(profile.standard("cr_t"))
        .isEqualTo(new Value.Time("2026-11-20T10:00:00.500Z", FIRST));
    assertThat(profile.standard("u_l_a")).isEqualTo(new Value.Time("2026-11-21T10:00:00Z", LAST));
    assertThat(profile.standard("u_em")).isNull();
  }

  @Test
  void whatWasSetComesFirst() {
    var own = new Value.Text("mine");
    var plan = new Value.Text("gold");

    assertThat(with(Map.of("uid", own, "plan", plan)).withStandard())
        .containsOnlyKeys("uid", "plan", "cr_t", "u_l_a")
        .containsEntry("uid", own)
        .containsEntry("plan", plan);
  }
}
