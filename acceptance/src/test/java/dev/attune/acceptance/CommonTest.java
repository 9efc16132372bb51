package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnAttune
final class CommonTest {
  private static final String BANNER = experiences(experience("banner", EVERYONE));

  @Test
  @Requirement("COMMON-1")
  void theWorkspaceIsNamedByTheNewerHeaderOrElseByTheOlder(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    assertThat(Caller.send(request(shop, "MOE-APPKEY", shop.id())).status()).isEqualTo(200);
    assertThat(Caller.send(request(shop, "MOE-DBNAME", shop.id())).status()).isEqualTo(200);
    assertThat(
            Caller.send(request(shop, "MOE-APPKEY", shop.id()).header("MOE-DBNAME", "NOBODY"))
                .status())
        .isEqualTo(200);
    assertThat(
            Caller.send(request(shop, "MOE-APPKEY", "NOBODY").header("MOE-DBNAME", shop.id()))
                .status())
        .isEqualTo(400);
  }

  private static HttpRequest.Builder request(Workspace shop, String header, String id) {
    return Caller.to(shop.attune(), "/v1/experiences/fetch")
        .header("Authorization", Caller.basic(shop.id(), Workspace.PERSONALIZE_KEY))
        .header(header, id)
        .POST(Caller.body("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/JSON",
        "Application/Json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "application/JSON; charset=\"utf-8\"; version=1"
      })
  @Requirement("COMMON-2")
  void jsonIsSpelledInAnyCaseAndWithParameters(String type, Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    assertThat(
            Caller.send(request(shop, "MOE-APPKEY", shop.id()).header("Content-Type", type)).body())
        .contains("\"banner\":");
    assertThat(
            Caller.send(shop.personalize("metadata").setHeader("Content-Type", type).GET()).body())
        .contains("\"banner\"");
  }

  @Test
  @Requirement("COMMON-2")
  void theContentTypeMayBeMissing(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    assertThat(Caller.send(request(shop, "MOE-APPKEY", shop.id())).body()).contains("\"banner\":");
  }

  @Test
  @Requirement("COMMON-3")
  void everyAnswerIsJsonInUtf8(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    for (var answer :
        new Answer[] {
          shop.fetch("{}"),
          shop.fetch("no json"),
          shop.metadata(""),
          shop.events("{\"elements\":[]}"),
          shop.customer("{\"type\":\"customer\",\"customer_id\":\"ann\",\"attributes\":{}}"),
          shop.customer("{}"),
          Caller.send(Caller.to(attune, "/v1/experiences/metadata").GET()),
          Caller.send(Caller.to(attune, "/v1/nothing").GET()),
          Caller.send(shop.personalize("fetch").GET())
        }) {
      assertThat(answer.headers().allValues("content-type"))
          .as(answer.body())
          .containsExactly("application/json; charset=utf-8");
      assertThat(answer.json().isObject()).isTrue();
    }
  }

  @Test
  @Requirement("COMMON-4")
  void theWorkspaceIsCheckedBeforeTheKeyTheKeyBeforeTheRateAndTheRateBeforeTheBody(Attune attune) {
    var shop = Workspace.create(attune, "limits: { fetches_per_minute: 1 }\n" + BANNER);
    var wrongKey = Caller.basic(shop.id(), "wrong");

    assertThat(title(shop.fetch("{}"))).isEmpty(); // the one fetch that is allowed
    assertThat(
            title(
                Caller.send(
                    shop.personalize("fetch")
                        .setHeader("MOE-APPKEY", "NOBODY")
                        .setHeader("Authorization", wrongKey)
                        .POST(Caller.body("no json")))))
        .isEqualTo("Request Error");
    assertThat(
            title(
                Caller.send(
                    shop.personalize("fetch")
                        .setHeader("Authorization", wrongKey)
                        .POST(Caller.body("no json")))))
        .isEqualTo("Authentication required");
    assertThat(title(shop.fetch("no json"))).isEqualTo("Request limit reached");
    assertThat(title(shop.events("no json"))).isEqualTo("Malformed JSON");
  }

  @Test
  @Requirement("COMMON-4")
  void theKeyIsCheckedBeforeTheLengthOfTheBody(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var tooLarge = "x".repeat(1024 * 1024 + 1);

    assertThat(
            title(
                Caller.send(
                    shop.personalize("fetch")
                        .setHeader("Authorization", Caller.basic(shop.id(), "wrong"))
                        .POST(Caller.body(tooLarge)))))
        .isEqualTo("Authentication required");
    assertThat(title(shop.fetch(tooLarge))).isEqualTo("Payload Too Large");
  }

  private static String title(Answer answer) {
    return answer.json().path("title").asString("");
  }

  @Test
  @Requirement("COMMON-5")
  void regeneratingTheKeyEndsTheOldOneAtOnce(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var second = shop.newKey("/keys", "personalize");

    var fresh = shop.newKey("/keys/regenerate", "personalize");

    assertThat(statusWith(shop, Workspace.PERSONALIZE_KEY)).isEqualTo(401);
    assertThat(statusWith(shop, second)).isEqualTo(401);
    assertThat(statusWith(shop, fresh)).isEqualTo(200);
    shop.customer("ann", "{}"); // keys of the other kind live on
  }

  @Test
  @Requirement("COMMON-6")
  void aSecondKeyLivesBesideTheFirstUntilThatIsDeleted(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    var second = shop.newKey("/keys", "personalize");

    assertThat(statusWith(shop, Workspace.PERSONALIZE_KEY)).isEqualTo(200);
    assertThat(statusWith(shop, second)).isEqualTo(200);
    var keys = Caller.send(shop.admin("/keys").GET()).hasStatus(200).json().required("items");
    for (var key : keys) {
      if (key.required("name").asString().equals("p")) {
        Caller.send(shop.admin("/keys/" + key.required("id").asString()).DELETE()).hasStatus(204);
      }
    }
    assertThat(statusWith(shop, Workspace.PERSONALIZE_KEY)).isEqualTo(401);
    assertThat(statusWith(shop, second)).isEqualTo(200);
  }

  private static int statusWith(Workspace shop, String key) {
    return Caller.send(
            shop.personalize("fetch")
                .setHeader("Authorization", Caller.basic(shop.id(), key))
                .POST(Caller.body("{}")))
        .status();
  }

  @Test
  @Requirement("COMMON-7")
  void answersNameTheVersionOfTheConfiguration(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var before = shop.fetch("{}").header("Attune-Catalog-Version");
    assertThat(before).isNotEmpty();
    assertThat(shop.metadata("").header("Attune-Catalog-Version")).isEqualTo(before);

    var published = shop.put(experiences(experience("other", EVERYONE))).json();

    var after = shop.fetch("{}").header("Attune-Catalog-Version");
    assertThat(after).isEqualTo(published.required("version").asString()).isNotEqualTo(before);
    assertThat(shop.metadata("").header("Attune-Catalog-Version")).isEqualTo(after);
  }

  @Test
  @Requirement("LIMIT-1")
  void fetchesAreUnlimitedUnlessTheWorkspaceSaysOtherwise(Attune attune) {
    var free = Workspace.create(attune, BANNER);
    var limited = Workspace.create(attune, "limits: { fetches_per_minute: 3 }\n" + BANNER);

    for (int i = 0; i < 3; i++) {
      limited.fetch("{}").hasStatus(200);
    }

    limited.fetch("{}").hasStatus(429);
    limited.metadata("").hasStatus(200);
    for (int i = 0; i < 50; i++) {
      free.fetch("{}").hasStatus(200);
    }
  }

  @Test
  @Requirement("LIMIT-2")
  void answersOfALimitedFetchSayWhatIsLeft(Attune attune) {
    var limited = Workspace.create(attune, "limits: { fetches_per_minute: 2 }\n" + BANNER);

    var first = limited.fetch("{}").hasStatus(200);
    var second = limited.fetch("{}").hasStatus(200);
    var refused = limited.fetch("{}").hasStatus(429);

    assertThat(first.header("x-ratelimit-limit")).isEqualTo("2");
    assertThat(first.header("x-ratelimit-remaining")).isEqualTo("1");
    assertThat(Integer.parseInt(first.header("x-ratelimit-reset"))).isBetween(1, 30);
    assertThat(second.header("x-ratelimit-remaining")).isEqualTo("0");
    assertThat(Integer.parseInt(second.header("x-ratelimit-reset"))).isBetween(31, 60);
    assertThat(refused.header("x-ratelimit-limit")).isEqualTo("2");
    assertThat(refused.header("x-ratelimit-remaining")).isEqualTo("0");
    assertThat(Integer.parseInt(refused.header("x-ratelimit-reset"))).isBetween(1, 60);
    var free = Workspace.create(attune, BANNER).fetch("{}");
    assertThat(free.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
  }
}
