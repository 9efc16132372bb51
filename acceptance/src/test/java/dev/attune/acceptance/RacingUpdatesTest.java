package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers who change one person at once, through two servers on one database.
@OnAttune
final class RacingUpdatesTest {
  private static final String NOTHING = "experiences: []\n";
  private static final int CALLERS = 8;
  private static final int ROUNDS = 15;

  /// One call of a round.
  private interface Call {
    void send(Workspace shop, int caller, int round);
  }

  /// Each caller sends a call a round, and the next when that is answered.
  private static void race(List<Workspace> shops, Call call) throws Exception {
    var callers = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      callers.add(() -> {
        for (int round = 0; round < ROUNDS; round++) {
          call.send(shops.get(caller % shops.size()), caller, round);
        }
        return caller;
      });
    }
    try (var threads = Executors.newFixedThreadPool(CALLERS)) {
      for (var done : threads.invokeAll(callers)) {
        done.get();
      }
    }
  }

  @Test
  @Requirement("DATA-10")
  void ofDifferentAttributesNoneIsLost(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, NOTHING);
      try (var other = attune.again()) {
        race(
            List.of(shop, shop.on(other)),
            (at, caller, round) -> {
              var name = caller + "-" + round;
              at.customer(
                  "ann",
                  "{\"a-%s\":true,\"addValueToArrayField\":{\"all\":[\"%s\"]}}"
                      .formatted(name, name));
            });

        var attributes = shop.attributes("ann");
        assertThat(attributes.propertyNames()).hasSize(CALLERS * ROUNDS + 1);
        assertThat(attributes.required("all")).hasSize(CALLERS * ROUNDS);
        assertThat(shop.on(other).attributes("ann")).isEqualTo(attributes);
      }
    }
  }

  @Test
  @Requirement("DATA-10")
  void ofTheSameAttributeTheLaterWriteStands(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, NOTHING);
      try (var other = attune.again()) {
        race(
            List.of(shop, shop.on(other)),
            (at, caller, round) -> {
              var name = caller + "-" + round;
              at.customer("ann", "{\"by\":\"%s\",\"also\":\"%s\"}".formatted(name, name));
            });

        // Whoever was last, it was with their last call.
        var by = shop.attributes("ann").required("by").asString();
        assertThat(by).endsWith("-" + (ROUNDS - 1));
        assertThat(shop.attributes("ann").required("also").asString()).isEqualTo(by);

        shop.on(other).customer("ann", "{\"by\":\"later\"}");
        assertThat(shop.attributes("ann").required("by").asString()).isEqualTo("later");
      }
    }
  }
}
