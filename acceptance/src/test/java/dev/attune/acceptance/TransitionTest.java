package dev.attune.acceptance;

import static dev.attune.acceptance.DataJson.ACCEPTED;
import static dev.attune.acceptance.DataJson.NOTHING;
import static dev.attune.acceptance.DataJson.RESOLUTION;
import static dev.attune.acceptance.DataJson.action;
import static dev.attune.acceptance.DataJson.customer;
import static dev.attune.acceptance.DataJson.event;
import static dev.attune.acceptance.DataJson.eventOf;
import static dev.attune.acceptance.DataJson.missing;
import static dev.attune.acceptance.DataJson.transition;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v1/transition/{app_id}`.
@OnAttune
final class TransitionTest {

  @Test
  @Requirement("TRANS-1")
  void elementsAreAppliedInTheirOrder(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.transition(
            transition(
                customer("ann", "{\"plan\":\"gold\",\"city\":\"Pune\"}"),
                eventOf("ann", action("Product Viewed"), action("Order Placed")),
                eventOf("ben", action("Product Viewed")),
                "{\"customer_id\":\"ann\",\"attributes\":{\"plan\":\"silver\"},\"type\":\"customer\"}"))
        .is(200, ACCEPTED);

    assertThat(shop.attributes("ann").toString())
        .isEqualTo("{\"city\":\"Pune\",\"plan\":\"silver\"}");
    assertThat(shop.stored("ann", "/name"))
        .containsExactlyInAnyOrder("Product Viewed", "Order Placed");
    assertThat(shop.stored("ben", "/name")).containsExactly("Product Viewed");
  }

  @Test
  @Requirement("TRANS-2")
  void thereAreOneToAThousandElements(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var device = "{\"type\":\"device\"}";

    shop.transition("{\"type\":\"transition\"}")
        .is(400, missing("elements is not found in the payload", "elements"));
    shop.transition("{\"type\":\"event\",\"elements\":[" + device + "]}")
        .is(400, missing("type is expected to be transition", "type"));
    shop.transition(transition()).is(400, missing("elements can not be empty Array", "elements"));
    shop.transition(transition((device + ",").repeat(999) + device)).is(200, ACCEPTED);
    shop.transition(transition((device + ",").repeat(1_000) + device))
        .is(400, missing("elements can have at most 1000 elements", "elements"));
    var many = eventOf("ann", (action("a") + ",").repeat(500) + action("a"));
    shop.transition(transition(many, many))
        .is(400, missing("actions can have at most 1000 elements", "actions"));
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"customer\",\"attributes\":{}}",
        "{\"type\":\"customer\",\"customer_id\":\"ben\",\"attributes\":{\"a\":[[]]}}",
        "{\"type\":\"event\",\"customer_id\":\"ben\",\"actions\":[]}",
        "{\"type\":\"event\",\"customer_id\":\"ben\",\"actions\":[{\"action\":\"a\",\"current_time\":\"soon\"}]}",
        "{\"type\":\"event\",\"customer_id\":\"ben\",\"actions\":[{\"action\":\"MOE_X\"}]}",
        "{\"type\":\"order\",\"customer_id\":\"ben\"}",
        "{\"customer_id\":\"ben\"}",
        "7"
      })
  @Requirement({"TRANS-3", "DATA-9"})
  void aMistakeAnywhereAndNothingIsStored(String wrong, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    var answer =
        shop.transition(
            transition(customer("ann", "{}"), wrong, eventOf("ann", action("Product Viewed"))));

    assertThat(answer.hasStatus(400).json().at("/error/type").asString())
        .isEqualTo("MissingAttributeError");
    assertThat(answer.json().at("/error/attribute").asString()).isNotEmpty();
    assertThat(shop.hasProfile("ann")).isFalse();
    assertThat(shop.hasProfile("ben")).isFalse();
  }

  @Test
  @Requirement("TRANS-4")
  void devicesAreReadOver(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.transition(
            transition(
                customer("ann", "{}"),
                "{\"type\":\"device\",\"customer_id\":\"ben\",\"device_id\":\"d\",\"attributes\":{\"platform\":\"iOS\"}}"))
        .is(200, ACCEPTED);

    assertThat(shop.hasProfile("ann")).isTrue();
    assertThat(shop.hasProfile("ben")).isFalse();
  }

  @Test
  @Requirement("TRANS-5")
  void aRequestWithAKeyCountsOnce(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var body =
        transition(
            eventOf("ann", action("a"), action("b")), eventOf("ben", action("a"), action("b")));
    for (int i = 0; i < 3; i++) {
      Caller.send(
              shop.data("transition/" + shop.id())
                  .header("Idempotency-Key", "import 7")
                  .POST(Caller.body(body)))
          .is(200, ACCEPTED);
    }

    assertThat(shop.stored("ann", "/name")).containsExactlyInAnyOrder("a", "b");
    assertThat(shop.stored("ben", "/name")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  @Requirement("TRANS-6")
  void whatWouldOutgrowAProfileIsLeftOut(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var names = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      names.append(i == 0 ? "" : ",").append("\"n").append(i).append("\":1");
    }
    shop.customer("ann", "{" + names + "}");

    shop.transition(
            transition(customer("ann", "{\"more\":1}"), eventOf("ann", action("Product Viewed"))))
        .is(200, ACCEPTED);

    assertThat(shop.attributes("ann")).hasSize(1_000);
    assertThat(shop.attributes("ann").has("more")).isFalse();
    assertThat(shop.stored("ann", "/name")).containsExactly("Product Viewed");
  }

  @Test
  @Requirement("TRANS-7")
  void anElementFindsWhomAnEarlierOneMadeKnown(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);

    shop.transition(
            transition(
                customer("ann", "{\"u_em\":\"ann@example.com\"}"),
                event("\"user_identifiers\":{\"u_em\":\"ann@example.com\"},", action("a"))))
        .is(200, ACCEPTED);

    assertThat(shop.profile("ann").at("/customer_id").asString()).isEqualTo("ann");
    assertThat(shop.stored("ann", "/name")).containsExactly("a");
  }
}
