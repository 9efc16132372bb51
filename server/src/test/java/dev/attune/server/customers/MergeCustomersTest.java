package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Asked;
import dev.attune.server.Caught;
import dev.attune.server.Mangled;
import dev.attune.server.Shop;
import dev.attune.server.customers.MergeWire.Pair;
import dev.attune.server.identity.WriteProfiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergeCustomersTest {
  private static final String GOOD =
      "{\"merge_data\":[{\"merged_user\":\"a\",\"retained_user\":\"b\"},"
          + "{\"retained_user\":\"d\",\"merged_user\":\"c\"}]}";

  private static List<Pair> read(String json) {
    return MergeWire.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theDocumentedBodyIsRead() {
    assertThat(read(GOOD)).containsExactly(new Pair("a", "b"), new Pair("c", "d"));
  }

  @Test
  void whereIdentityResolutionIsOnTheCallIsRefused(@TempDir Path folder) {
    try (var shop = new Shop(folder)) {
      var merge = new MergeCustomers(new WriteProfiles(shop.storage().profiles()), shop.clock());

      assertThat(Caught.data(() -> merge.answer(shop.workspace(), Asked.post(GOOD))))
          .isEqualTo(
              "400 MissingAttributeError: identity resolution is on in this workspace: people are"
                  + " merged by their identifiers, not by this call [merge_data]");
      assertThat(shop.storage().profiles().find(shop.id(), "b")).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | merge_data is not found in the payload [merge_data]",
        "{'merge_data':{}} | merge_data is expected to be array [merge_data]",
        "{'merge_data':[7]} | merge_data is expected to be object [merge_data]",
        "{'merge_data':[]} | merge_data can not be empty Array [merge_data]",
        "{'merge_data':[{'retained_user':'b'}]} | merged_user is not found in the payload [merged_user]",
        "{'merge_data':[{'merged_user':'a'}]} | retained_user is not found in the payload [retained_user]",
        "{'merge_data':[{'merged_user':7,'retained_user':'b'}]} | merged_user is expected to be string [merged_user]",
        "{'merge_data':[{'merged_user':'guest','retained_user':'b'}]} | merged_user can not be 'guest' [merged_user]",
        "{'merge_data':[{'merged_user':'a','retained_user':'NULL'}]} | retained_user can not be 'NULL' [retained_user]",
        "{'merge_data':[{'merged_user':'a','retained_user':'a'}]} | merged_user and retained_user are the same [merged_user]",
      })
  void whatIsMissingOrWrongIsNamed(String body, String message) {
    assertThat(Caught.data(() -> read(body.replace('\'', '"'))))
        .isEqualTo("400 MissingAttributeError: " + message);
  }

  @Test
  void theListIsBounded() {
    var pair = "{\"merged_user\":\"a\",\"retained_user\":\"b\"}";
    var most = "{\"merge_data\":[" + (pair + ",").repeat(999) + pair + "]}";
    assertThat(read(most)).hasSize(1_000);
    assertThat(Caught.data(() -> read(most.replace("[", "[" + pair + ","))))
        .contains("merge_data can have at most 1000 elements");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    Mangled.read(
        seed,
        List.of(GOOD),
        body -> {
          var _ = MergeWire.read(body);
        });
  }
}
