package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class PagesContract {
  private static final Comparator<String> BY_UTF_8 =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

  private final Database database;

  PagesContract(Database database) {
    this.database = database;
  }

  private void create(Collection<String> ids) {
    var writes = new ArrayList<ProfileWrite>();
    ids.forEach(id -> writes.add(write(id, setting("is", id))));
    database.storage().profiles().write(SHOP, Policy.NONE, writes);
  }

  private List<String> page(@Nullable String after, int limit) {
    return database.storage().profiles().page(SHOP, after, limit).stream()
        .map(Profile::customerId)
        .toList();
  }

  @Test
  void pagesGoThroughEverybodyOnceInOrder() {
    var ids =
        Stream.concat(LOOK_ALIKES.stream(), IntStream.range(0, 60).mapToObj(i -> "p" + i * 7919));
    var expected = ids.sorted(BY_UTF_8).toList();
    create(expected.reversed());
    for (int limit : new int[] {1, 7, 79, 80}) {
      var all = new ArrayList<String>();
      List<String> page;
      do {
        page = page(all.isEmpty() ? null : all.getLast(), limit);
        assertThat(page).hasSizeLessThanOrEqualTo(limit);
        all.addAll(page);
      } while (page.size() == limit);
      assertThat(all).as("pages of " + limit).isEqualTo(expected);
    }
  }

  @Test
  void theOrderIsThatOfUtf8() {
    // In UTF-16 the second would come before the first.
    create(List.of("\uD83D\uDE00", "\uFFFD", "z", "é"));
    assertThat(page(null, 10)).containsExactly("z", "é", "\uFFFD", "\uD83D\uDE00");
  }

  @Test
  void aPageMayStartAfterAnIdThatIsNotThere() {
    create(List.of("a", "c", "e"));
    assertThat(page("b", 10)).containsExactly("c", "e");
    assertThat(page("e", 10)).isEmpty();
    assertThat(page("a", 1)).containsExactly("c");
  }

  @Test
  void profilesOnAPageAreWhole() {
    create(List.of("a", "b"));
    assertThat(database.storage().profiles().page(SHOP, null, 10))
        .containsExactly(
            Samples.found(database.storage(), "a"), Samples.found(database.storage(), "b"));
  }
}
