package dev.attune.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Asked;
import dev.attune.server.Shop;
import dev.attune.server.control.HeldOutPeople;
import dev.attune.server.device.Devices;
import dev.attune.server.http.Header;
import dev.attune.server.identity.Identification;
import dev.attune.server.place.Places;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchExperiencesTest {
  @TempDir private Path folder;
  private Shop shop;
  private Places places;
  private HeldOutPeople heldOutPeople;
  private FetchExperiences fetch;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
    places = Places.open(null);
    var identification = new Identification(shop.storage().profiles(), shop.storage().identities());
    heldOutPeople = new HeldOutPeople(shop.storage().profiles(), shop.workspaces());
    fetch =
        new FetchExperiences(identification, places, new Devices(), heldOutPeople, shop.clock());
  }

  @AfterEach
  void close() {
    places.close();
    shop.close();
  }

  private String fetch(String body) {
    return new String(
        fetch.answer(shop.workspace(), Asked.post(body)).body(), StandardCharsets.UTF_8);
  }

  private void know(String customerId, String firstName) {
    var changes = AttributeChanges.setting(Map.of("u_fn", new Value.Text(firstName)));
    var _ =
        shop.storage()
            .profiles()
            .write(
                shop.id(),
                Policy.NONE,
                List.of(ProfileWrite.of(customerId, shop.now(), changes, List.of())));
  }

  private static String answer(String title) {
    return """
    {"experiences":{"home-banner":{"payload":{"Title":{"value":"%s","data_type":"string"}},\
    "experience_context":{"cid":"%s","experience":"Home Banner","moe_locale_id":"0",\
    "moe_variation_id":"1","audience_name":"All Users","audience_id":"42D",\
    "type":"Web Personalization","experience_type":"API based Experience"}}}}\
    """
        .formatted(title, Shop.CID);
  }

  @Test
  void theAnswerIsTheDocumentedOne() {
    assertThat(fetch("{}")).isEqualTo(answer("Hello you"));
  }

  @Test
  void whatATemplateFillsInIsQuoted() {
    know("asha", "\"A\\\n₹😀</script>");

    assertThat(fetch("{\"identifiers\":{\"customer_id\":\"asha\"}}"))
        .isEqualTo(answer("Hello \\\"A\\\\\\n₹😀</script>"));
  }

  @Test
  void whatIsNotThereIsAbsent() {
    assertThat(fetch("{\"experience_key\":[\"late-strip\",\"all-paused\",\"nope\"]}"))
        .isEqualTo("{\"experiences\":{}}");
  }

  /// Erased by another server: this one does not know of it when it writes whom it held out.
  @Test
  void whoWasKnownAndIsErasedIsNotThereAgainForBeingHeldOut() {
    shop.holdOut(90);
    var profiles = shop.storage().profiles();
    var heldOut = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      var id = "person-" + i;
      if (i % 2 == 0) {
        know(id, "A");
      }
      var asked =
          "{\"identifiers\":{\"customer_id\":\"%s\"},\"experience_key\":\"home-banner\"}"
              .formatted(id);
      if (fetch(asked).equals("{\"experiences\":{}}")) {
        heldOut.add(id);
        profiles.erase(shop.id(), Policy.NONE, id);
      }
    }
    heldOutPeople.close();
    var strangers = heldOut.stream().filter(id -> profiles.find(shop.id(), id) != null);
    assertThat(heldOut).hasSizeGreaterThan(20);
    assertThat(strangers)
        .containsExactlyElementsOf(
            heldOut.stream()
                .filter(id -> Integer.parseInt(id.substring("person-".length())) % 2 == 1)
                .toList());
  }

  @Test
  void theAnswerNamesTheVersion() {
    var answer = fetch.answer(shop.workspace(), Asked.post("{}"));

    assertThat(answer.headers())
        .extracting(Header::toString)
        .containsExactly("Attune-Catalog-Version: 1");
  }

  @Test
  void oddIdsAreStrangersAndNeverAFailure() {
    for (var id : List.of("\\u0000", " ", "x".repeat(513), "%", "'; --", "\\ud83d\\ude00")) {
      assertThat(fetch("{\"identifiers\":{\"customer_id\":\"%s\"}}".formatted(id)))
          .isEqualTo(answer("Hello you"));
    }
  }

  @Test
  void aMegabyteOfIdIsAnsweredSoon() {
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      var _ = fetch("{\"identifiers\":{\"anonymous_id\":\"%s\"}}".formatted("x".repeat(1_000_000)));
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
