package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@OnAttune
final class TemplatesTest {

  private static String templated(String key, String text) {
    return "{ key: %s, name: Name of %s, status: active, audiences: [{ audience: { name: Audience of %s, rule: %s }, variations: [{ name: Default, weight: 100, payload: { Text: \"%s\" } }] }] }"
        .formatted(key, key, key, EVERYONE, text);
  }

  private static String text(Workspace shop, String key, String customerId) {
    return shop.experience(key, customerId).at("/payload/Text/value").asString();
  }

  @Test
  @Requirement("TPL-1")
  void attributesAreFilledInByDisplayNameAndByRawName(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                templated(
                    "display-name", "Hi {{ UserAttribute['First Name'] | default('there') }}!"),
                templated("raw-name", "Hi {{ UserAttribute['u_fn'] | default('there') }}!")));
    shop.customer("ann", "{\"u_fn\":\"Ann \\\"A\\\" <b>\\n₹\"}");
    shop.customer("ben", "{}");

    for (var key : new String[] {"display-name", "raw-name"}) {
      assertThat(text(shop, key, "ann")).isEqualTo("Hi Ann \"A\" <b>\n₹!");
      assertThat(text(shop, key, "ben")).isEqualTo("Hi there!");
      assertThat(text(shop, key, "stranger")).isEqualTo("Hi there!");
    }
  }

  @Test
  @Requirement("TPL-2")
  void anExperienceMayBeWithheldByItsTemplate(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                templated("by-default", "Hi {{ UserAttribute['u_fn'] | default('MOE_NOT_SEND') }}"),
                templated(
                    "by-tag",
                    "{% if not UserAttribute['u_fn'] %}{% MOE_NOT_SEND('no name') %}{% endif %}Hi {{ UserAttribute['u_fn'] }}"),
                templated("for-all", "Hi")));
    shop.customer("ann", "{\"u_fn\":\"Ann\"}");
    shop.customer("ben", "{}");

    assertThat(shop.keysOf("ann")).containsExactlyInAnyOrder("by-default", "by-tag", "for-all");
    assertThat(text(shop, "by-tag", "ann")).isEqualTo("Hi Ann");
    assertThat(shop.keysOf("ben")).containsExactly("for-all");
  }
}
