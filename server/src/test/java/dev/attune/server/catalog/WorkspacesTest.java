package dev.attune.server.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.experience.Status;
import dev.attune.server.catalog.Publication.Absent;
import dev.attune.server.catalog.Publication.Conflict;
import dev.attune.server.catalog.Publication.Published;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.Format;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.KeyKind;
import dev.attune.server.document.SegmentDocument;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.storage.StorageException;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkspacesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));
  private static final Duration NEVER = Duration.ofDays(1);
  private static final OptionalLong WHATEVER = OptionalLong.empty();

  private final MemoryStorage storage = new MemoryStorage();
  private final Workspaces here = server(NEVER);
  private final Workspaces there = server(NEVER);

  private Workspaces server(Duration period) {
    var workspaces = new Workspaces(storage, CLOCK, new SecureRandom(), period);
    workspaces.start();
    return workspaces;
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private static WorkspaceDocument document(String name) {
    var yaml =
        """
        id: DEMO
        name: %s
        keys: [ { kind: data, secret: sixteen-characters } ]
        experiences:
          - key: banner
            name: Banner
            status: active
            audiences:
              - audience: { name: Everyone, rule: { everyone: true } }
                variations: [ { name: A, weight: 100 } ]
        """
            .formatted(name);
    return DocumentReader.workspace(yaml.getBytes(UTF_8), Format.YAML);
  }

  private static Workspace published(Publication publication) {
    return ((Published) publication).workspace();
  }

  private static Workspace found(Workspaces workspaces) {
    return Objects.requireNonNull(workspaces.find("DEMO"));
  }

  @Test
  void whatIsPublishedIsLiveAtOnceAndStored() {
    var first = published(here.publish(document("Shop"), WHATEVER));

    assertThat(found(here)).isSameAs(first);
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.catalog().version()).isEqualTo(1);
    assertThat(first.catalog().withKey("banner")).isNotNull();
    assertThat(first.keys().admits(KeyKind.DATA, "sixteen-characters")).isTrue();
    assertThat(Objects.requireNonNull(storage.find(new WorkspaceId("DEMO"))).content())
        .startsWith("{\"keys\":[{\"id\":")
        .doesNotContain("sixteen-characters");
  }

  @Test
  void publishingTheSameWritesNothing() {
    here.publish(document("Shop"), WHATEVER);

    var again = (Published) here.publish(document("Shop"), WHATEVER);

    assertThat(again.differences()).isEmpty();
    assertThat(again.workspace().version()).isEqualTo(1);
    assertThat(storage.versions()).containsEntry(new WorkspaceId("DEMO"), 1L);
  }

  @Test
  void othersSeeItWhenTheyLook() {
    var first = published(here.publish(document("Shop"), WHATEVER));
    assertThat(there.find("DEMO")).isNull();

    there.refresh();

    assertThat(found(there).document()).isEqualTo(first.document());
    assertThat(found(there).keys()).isEqualTo(first.keys());
    assertThat(found(server(NEVER)).version()).isEqualTo(1);
  }

  @Test
  void theWatcherLooksByItself() throws Exception {
    var seen = new CountDownLatch(1);
    try (var watching = server(Duration.ofMillis(1))) {
      here.publish(document("Shop"), WHATEVER);
      for (int i = 0; i < 10_000 && watching.find("DEMO") == null; i++) {
        assertThat(seen.await(1, TimeUnit.MILLISECONDS)).isFalse();
      }

      assertThat(watching.find("DEMO")).isNotNull();
    }
  }

  @Test
  void anExpectedVersionThatDoesNotStandIsAConflict() {
    assertThat(here.publish(document("Shop"), OptionalLong.of(1))).isEqualTo(new Conflict(0));
    here.publish(document("Shop"), OptionalLong.of(0));

    assertThat(there.publish(document("Store"), OptionalLong.of(0))).isEqualTo(new Conflict(1));
    assertThat(published(there.publish(document("Store"), OptionalLong.of(1))).version())
        .isEqualTo(2);
    assertThat(here.publish(document("Shop"), OptionalLong.of(1))).isEqualTo(new Conflict(2));
  }

  @Test
  void aLostRaceIsRunAgain() {
    here.publish(document("Shop"), WHATEVER);
    storage.beforeNextReplace(
        () -> there.edit("DEMO", d -> d.withSegment(new SegmentDocument("vip", "VIP"))));

    var edited =
        published(here.edit("DEMO", d -> d.withSegment(new SegmentDocument("gold", "Gold"))));

    assertThat(edited.version()).isEqualTo(3);
    assertThat(edited.document().segments())
        .extracting(SegmentDocument::id)
        .containsExactly("vip", "gold");
  }

  @Test
  void aRaceLostAgainstAnExpectedVersionIsAConflict() {
    here.publish(document("Shop"), WHATEVER);
    storage.beforeNextReplace(() -> there.publish(document("Market"), WHATEVER));

    assertThat(here.publish(document("Store"), OptionalLong.of(1))).isEqualTo(new Conflict(2));
    assertThat(found(here).document().name()).isEqualTo("Market");
  }

  @Test
  void noneOfTwentyRacingEditsIsLost() throws Exception {
    here.publish(document("Shop"), WHATEVER);
    var done = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 20; i++) {
        var segment = new SegmentDocument("s" + i, "S");
        var server = i % 2 == 0 ? here : there;
        threads.execute(() -> {
          server.edit("DEMO", d -> d.withSegment(segment));
          done.incrementAndGet();
        });
      }
    }
    here.refresh();

    assertThat(done).hasValue(20);
    assertThat(found(here).version()).isEqualTo(21);
    assertThat(found(here).document().segments()).hasSize(20);
  }

  @Test
  void aWriteOfUnknownOutcomeIsLookedUp() {
    storage.loseNext(MemoryStorage.Lost.WRITTEN);

    assertThat(published(here.publish(document("Shop"), WHATEVER)).version()).isEqualTo(1);

    storage.loseNext(MemoryStorage.Lost.NOT_WRITTEN);
    assertThatThrownBy(() -> here.publish(document("Store"), WHATEVER))
        .isInstanceOf(StorageException.OutcomeUnknown.class);
    assertThat(found(here).document().name()).isEqualTo("Shop");
    assertThat(published(here.publish(document("Store"), WHATEVER)).version()).isEqualTo(2);
  }

  @Test
  void whileTheStorageIsDownTheLastImageIsLive() {
    here.publish(document("Shop"), WHATEVER);
    storage.down(true);

    assertThatThrownBy(here::refresh).isInstanceOf(StorageException.Unavailable.class);
    assertThatThrownBy(() -> here.publish(document("Store"), WHATEVER))
        .isInstanceOf(StorageException.Unavailable.class);
    assertThat(found(here).document().name()).isEqualTo("Shop");

    storage.down(false);
    assertThat(published(here.publish(document("Store"), WHATEVER)).version()).isEqualTo(2);
  }

  @Test
  void theWatcherOutlivesAnOutage() throws Exception {
    var pause = new CountDownLatch(1);
    try (var watching = server(Duration.ofMillis(1))) {
      storage.down(true);
      assertThat(pause.await(20, TimeUnit.MILLISECONDS)).isFalse();
      storage.down(false);
      here.publish(document("Shop"), WHATEVER);
      for (int i = 0; i < 10_000 && watching.find("DEMO") == null; i++) {
        assertThat(pause.await(1, TimeUnit.MILLISECONDS)).isFalse();
      }

      assertThat(watching.find("DEMO")).isNotNull();
    }
  }

  @Test
  void whatCannotBeReadLeavesTheOldImageAndIsNotWrittenOver() {
    here.publish(document("Shop"), WHATEVER);
    storage.put(new StoredWorkspace(new WorkspaceId("DEMO"), 2, "{\"from\":\"the future\"}"));

    here.refresh();

    assertThat(found(here).version()).isEqualTo(1);
    assertThatThrownBy(() -> here.publish(document("Store"), WHATEVER))
        .hasMessage(
            "version 2 of workspace DEMO cannot be read by this server, so it is not changed");
    assertThat(server(NEVER).find("DEMO")).isNull();
    storage.put(new StoredWorkspace(new WorkspaceId("DEMO"), 3, ""));
    here.refresh();
    assertThat(here.find("DEMO")).isNull();
  }

  @Test
  void whateverCouldBePublishedCanBeLoaded() {
    for (int depth = 60; depth > 0; depth--) {
      var payload = "{ T: %s1%s }".formatted("[".repeat(depth), "]".repeat(depth));
      var yaml =
          """
          id: DEMO
          experiences:
            - key: banner
              name: Banner
              audiences:
                - audience: { name: Everyone, rule: { everyone: true } }
                  variations: [ { name: A, weight: 100, payload: %s } ]
          """
              .formatted(payload);
      try {
        here.publish(
            DocumentReader.workspace(yaml.getBytes(UTF_8), Format.YAML), OptionalLong.empty());
      } catch (InvalidDocument tooDeep) {
        continue;
      }
      there.refresh();

      assertThat(depth).isGreaterThan(50);
      assertThat(found(there).document()).isEqualTo(found(here).document());
      return;
    }
  }

  @Test
  void anInvalidChangeChangesNothing() {
    here.publish(document("Shop"), WHATEVER);

    assertThatThrownBy(() ->
            here.edit(
                "DEMO",
                d ->
                    d.withSegment(new SegmentDocument("vip", "VIP"))
                        .withExperience(
                            DocumentReader.experience(
                                "{\"name\":\"Second\",\"status\":\"active\"}".getBytes(UTF_8),
                                Format.JSON,
                                "second",
                                d))))
        .isInstanceOf(InvalidDocument.class);
    assertThat(found(here).document().segments()).isEmpty();
    assertThat(here.edit("OTHER", d -> d)).isEqualTo(new Absent());
  }

  @Test
  void aStatusChangeIsOneDifference() {
    here.publish(document("Shop"), WHATEVER);

    var paused =
        (Published)
            here.edit(
                "DEMO",
                d ->
                    d.withExperience(
                        Objects.requireNonNull(d.experience("banner")).withStatus(Status.PAUSED)));

    assertThat(paused.differences())
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.path()).isEqualTo("experiences[banner].status");
          assertThat(difference.after()).isEqualTo("\"paused\"");
        });
  }

  @Test
  void aPlanChangesNothing() {
    here.publish(document("Shop"), WHATEVER);

    assertThat(here.plan(document("Store")))
        .singleElement()
        .satisfies(difference -> assertThat(difference.path()).isEqualTo("name"));
    assertThat(found(here).document().name()).isEqualTo("Shop");
  }

  @Test
  void aDeletedWorkspaceIsGoneEverywhereWithItsProfiles() {
    here.publish(document("Shop"), WHATEVER);
    there.refresh();

    assertThat(here.delete("DEMO")).isTrue();
    there.refresh();

    assertThat(here.find("DEMO")).isNull();
    assertThat(there.find("DEMO")).isNull();
    assertThat(storage.purged()).containsExactly(new WorkspaceId("DEMO"));
    assertThat(here.delete("NEVER")).isFalse();
    assertThat(storage.purged()).hasSize(1);
  }

  @Test
  void aWorkspaceMadeAgainGoesOnCountingAndStartsEmpty() {
    here.publish(document("Shop"), WHATEVER);
    here.createKey("DEMO", KeyKind.PERSONALIZE, "web");
    here.delete("DEMO");

    var again = published(there.publish(document("Shop"), OptionalLong.of(0)));

    assertThat(again.version()).isEqualTo(4);
    assertThat(again.keys().list()).hasSize(1);
    assertThat(storage.purged()).hasSize(2);
  }

  @Test
  void keysComeAndGo() {
    here.publish(document("Shop"), WHATEVER);
    var web = Objects.requireNonNull(here.createKey("DEMO", KeyKind.PERSONALIZE, "web"));
    var app = Objects.requireNonNull(there.createKey("DEMO", KeyKind.PERSONALIZE, "app"));
    here.refresh();
    assertThat(found(here).keys().admits(KeyKind.PERSONALIZE, web.secret())).isTrue();
    assertThat(found(here).keys().admits(KeyKind.PERSONALIZE, app.secret())).isTrue();

    assertThat(here.revokeKey("DEMO", web.key().id())).isTrue();
    assertThat(here.revokeKey("DEMO", web.key().id())).isFalse();
    assertThat(found(here).keys().admits(KeyKind.PERSONALIZE, web.secret())).isFalse();

    var only = Objects.requireNonNull(here.regenerateKeys("DEMO", KeyKind.PERSONALIZE));
    assertThat(found(here).keys().admits(KeyKind.PERSONALIZE, app.secret())).isFalse();
    assertThat(found(here).keys().admits(KeyKind.PERSONALIZE, only.secret())).isTrue();
    assertThat(found(here).keys().admits(KeyKind.DATA, "sixteen-characters")).isTrue();
    assertThat(here.createKey("OTHER", KeyKind.DATA, "x")).isNull();
    assertThat(here.revokeKey("OTHER", "x")).isFalse();
  }

  @Test
  void aKeyOfUnknownOutcomeIsMadeOnce() {
    here.publish(document("Shop"), WHATEVER);
    storage.loseNext(MemoryStorage.Lost.WRITTEN);

    here.createKey("DEMO", KeyKind.PERSONALIZE, "web");

    assertThat(found(here).keys().list()).hasSize(2);
  }
}
