package dev.attune.server.cohorts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.server.Asked;
import dev.attune.server.Caught;
import dev.attune.server.Mangled;
import dev.attune.server.Shop;
import dev.attune.server.document.SegmentDocument;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncCohortTest {
  private static final String GOOD =
      "{\"action\":\"add_members\",\"partner\":\"P\",\"parameters\":{\"cohort_name\":\"Big spenders\","
          + "\"cohort_id\":\"JKTAuqTRhC\",\"cohort_description\":\"d\",\"members\":[{\"uid\":\"asha\"},{\"uid\":\"nobody\"}]}}";

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
    var write = ProfileWrite.of("asha", shop.now(), AttributeChanges.NONE, List.of());
    var _ = profiles().write(shop.workspace(), List.of(write));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private WriteProfiles profiles() {
    return new WriteProfiles(shop.storage().profiles());
  }

  private void sync(String body) {
    var answer =
        new SyncCohort(shop.workspaces(), profiles()).answer(shop.workspace(), Asked.post(body));
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .startsWith("{\"status\":\"success\",");
  }

  private Profile asha() {
    return Objects.requireNonNull(shop.storage().profiles().find(shop.id(), "asha"));
  }

  @Test
  void aCohortIsDeclaredAndExistingPeopleComeIn() {
    shop.at(shop.now().plusSeconds(3_600));
    sync(GOOD);

    assertThat(shop.workspace().document().segment("JKTAuqTRhC"))
        .isEqualTo(new SegmentDocument("JKTAuqTRhC", "Big spenders"));
    assertThat(asha().segments()).containsExactly("JKTAuqTRhC");
    assertThat(asha().lastSeen()).as("no sighting").isEqualTo("2026-11-21T10:00:00Z");
    assertThat(shop.storage().profiles().find(shop.id(), "nobody")).isNull();
  }

  @Test
  void peopleGoOutAgainAndTheSegmentStays() {
    sync(GOOD);
    sync(GOOD.replace("add_members", "remove_members").replace("Big spenders", "Renamed"));

    assertThat(asha().segments()).isEmpty();
    assertThat(shop.workspace().document().segments())
        .containsExactly(new SegmentDocument("JKTAuqTRhC", "Big spenders"));
  }

  @Test
  void nobodyGoesOutOfACohortThatIsNotThere() {
    long version = shop.workspace().version();
    sync(GOOD.replace("add_members", "remove_members"));

    assertThat(shop.workspace().document().segments()).isEmpty();
    assertThat(shop.workspace().version()).isEqualTo(version);
  }

  @Test
  void aStandingSegmentIsNotPublishedAgain() {
    sync(GOOD);
    long version = shop.workspace().version();
    sync(GOOD.replace("Big spenders", "Renamed"));

    assertThat(shop.workspace().version()).isEqualTo(version);
  }

  @Test
  void manyMembersComeInOverSeveralBatches() {
    var ids = IntStream.range(0, 1_100).mapToObj(i -> "p" + i).toList();
    var writes =
        ids.stream()
            .map(id -> ProfileWrite.of(id, shop.now(), AttributeChanges.NONE, List.of()))
            .toList();
    var _ = profiles().write(shop.workspace(), writes);

    sync(
        GOOD.replace(
            "{\"uid\":\"asha\"}",
            ids.stream().map("{\"uid\":\"%s\"}"::formatted).collect(Collectors.joining(","))));

    assertThat(ids)
        .allSatisfy(id ->
            assertThat(
                    Objects.requireNonNull(shop.storage().profiles().find(shop.id(), id))
                        .segments())
                .containsExactly("JKTAuqTRhC"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | action is not found in the payload [action]",
        "{'action':'add'} | action is expected to be add_members or remove_members [action]",
        "{'action':'add_members','partner':7} | partner is expected to be string [partner]",
        "{'action':'add_members'} | parameters is not found in the payload [parameters]",
        "{'action':'add_members','parameters':[]} | parameters is expected to be object [parameters]",
        "{'action':'add_members','parameters':{}} | cohort_id is not found in the payload [cohort_id]",
        "{'action':'add_members','parameters':{'cohort_id':'c'}} | members is not found in the payload [members]",
        "{'action':'add_members','parameters':{'cohort_id':'c','members':{}}} | members is expected to be array [members]",
        "{'action':'add_members','parameters':{'cohort_id':'c','members':[]}} | members can not be empty Array [members]",
        "{'action':'add_members','parameters':{'cohort_id':'c','members':['a']}} | members is expected to be object [members]",
        "{'action':'add_members','parameters':{'cohort_id':'c','members':[{}]}} | uid is not found in the payload [uid]",
        "{'action':'add_members','parameters':{'cohort_id':'c','members':[{'uid':7}]}} | uid is expected to be string [uid]",
        "{'action':'add_members','parameters':{'cohort_id':'a b','members':[{'uid':'a'}]}} | cohort_id 'a b' has a character it may not have; allowed: A-Z a-z 0-9 _ . : - [cohort_id]",
        "{'action':'add_members','parameters':{'cohort_id':'','members':[{'uid':'a'}]}} | cohort_id '' is 0 characters, 1 to 100 [cohort_id]",
      })
  void whatIsMissingOrWrongIsNamed(String body, String message) {
    assertThat(Caught.data(() -> sync(body.replace('\'', '"'))))
        .isEqualTo("400 MissingAttributeError: " + message);
    assertThat(shop.workspace().document().segments()).isEmpty();
  }

  @Test
  void aNameIsWhatADocumentAllows() {
    assertThat(Caught.data(() -> sync(GOOD.replace("Big spenders", "a\\u0007b"))))
        .startsWith("400 MissingAttributeError: cohort_name ")
        .endsWith(" has a control character [cohort_name]");
    sync(GOOD.replace("Big spenders", ""));
    assertThat(shop.workspace().document().segments())
        .containsExactly(new SegmentDocument("JKTAuqTRhC", "JKTAuqTRhC"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    Mangled.read(
        seed,
        List.of(GOOD),
        body -> {
          var _ = CohortWire.read(body);
        });
  }
}
