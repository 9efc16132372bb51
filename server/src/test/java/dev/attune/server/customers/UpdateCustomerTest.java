package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.server.Asked;
import dev.attune.server.Shop;
import dev.attune.server.http.Refused;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateCustomerTest {
  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String send(String fields) {
    var body = "{\"type\":\"customer\",\"customer_id\":\"asha\"," + fields + "}";
    var update = new UpdateCustomer(new WriteProfiles(shop.storage().profiles()), shop.clock());
    try {
      var answer = update.answer(shop.workspace(), Asked.post(body));
      return new String(answer.body(), StandardCharsets.UTF_8);
    } catch (Refused refused) {
      return refused.problem().toString();
    }
  }

  private Map<String, Value> attributes() {
    var profile = shop.storage().profiles().find(shop.id(), "asha");
    return profile == null ? Map.of() : profile.attributes();
  }

  @Test
  void aProfileIsMadeAndItsIdentifiersClaimed() {
    assertThat(send("\"attributes\":{\"card\":\"L-1\"}"))
        .matches(
            "\\{\"status\":\"success\",\"message\":\"Your request has been accepted and will be"
                + " processed soon\\.\",\"request_id\":\"[A-Za-z]{8}\"}");

    assertThat(attributes()).isEqualTo(Map.of("card", new Value.Text("L-1")));
    assertThat(shop.storage().identities().find(shop.id(), new Identifier("card", "L-1")))
        .isEqualTo("asha");
  }

  @Test
  void anUnknownOneIsNotMadeWhenOnlyExistingOnesAreMeant() {
    assertThat(send("\"update_existing_only\":true,\"attributes\":{\"a\":1}"))
        .contains("\"success\"");

    assertThat(shop.storage().profiles().find(shop.id(), "asha")).isNull();
  }

  @Test
  void anArrayTakesNoMoreThan254ValuesOverTime() {
    for (int call = 0; call < 60; call++) {
      send(
          "\"attributes\":{\"addValueToArrayField\":{\"tags\":[\"%d\",\"%d-b\",\"%d-c\",\"%d-d\",\"%d-e\"]}}"
              .formatted(call, call, call, call, call));
    }

    assertThat(attributes().get("tags"))
        .isInstanceOfSatisfying(
            Value.Array.class,
            array ->
                assertThat(array.items())
                    .hasSize(AttributeChanges.MAX_ARRAY)
                    .startsWith(new Value.Text("0"))
                    .endsWith(new Value.Text("50-d")));
  }

  @Test
  void aProfileTakesNoMoreThanAThousandNamesOverTime() {
    for (int call = 0; call < 11; call++) {
      var names = new StringBuilder("\"call%d\":1".formatted(call));
      for (int i = 0; i < 99; i++) {
        names.append(",\"n%d-%d\":1".formatted(call, i));
      }
      assertThat(send("\"attributes\":{" + names + "}"))
          .contains(call < 10 ? "success" : "more than 1000 attributes");
    }
    assertThat(attributes()).hasSize(1_000).containsKey("call9").doesNotContainKey("call10");

    send("\"attributes\":{\"call9\":2,\"call8\":null}");
    assertThat(attributes()).hasSize(999).containsEntry("call9", new Value.Amount(2));
  }

  @Test
  void whatIsRefusedLeavesTheAnonymousProfileWhoseItWas() {
    shop.storage()
        .profiles()
        .write(
            shop.id(),
            Policy.NONE,
            List.of(
                ProfileWrite.of(
                    "session-1",
                    shop.clock().instant(),
                    AttributeChanges.setting(Map.of("seen", new Value.Text("shoes"))),
                    List.of())));
    var names = new StringBuilder("\"n\":1");
    for (int i = 0; i < 999; i++) {
      names.append(",\"n%d\":1".formatted(i));
    }
    send("\"attributes\":{" + names + "}");

    assertThat(send("\"anonymous_id\":\"session-1\",\"attributes\":{\"more\":1}"))
        .contains("more than 1000 attributes");

    assertThat(shop.storage().profiles().find(shop.id(), "session-1"))
        .extracting(Profile::customerId)
        .isEqualTo("session-1");
  }

  @Test
  void aProfileTakesNoMoreCharactersThanItsLimitOverTime() {
    var text = "\"" + "x".repeat(16_000) + "\"";
    for (int call = 0; call < 20; call++) {
      send("\"attributes\":{\"n%d\":%s}".formatted(call, text));
    }

    assertThat(AttributeChanges.weight(attributes()))
        .isBetween(240_000, AttributeChanges.MAX_WEIGHT);
    assertThat(List.of("n0", "n15")).allMatch(attributes()::containsKey);
    assertThat(attributes()).doesNotContainKey("n16");
  }
}
