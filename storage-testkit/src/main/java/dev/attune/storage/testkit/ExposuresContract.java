package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.exposure;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.shown;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Exposure;
import dev.attune.storage.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class ExposuresContract {
  private final Database database;

  ExposuresContract(Database database) {
    this.database = database;
  }

  private Map<String, List<Exposure>> exposures() {
    return found(database.storage(), "ann").exposures();
  }

  private void see(String eventId, Exposure exposure) {
    write(database.storage(), did("ann", shown(eventId, exposure)));
  }

  @Test
  void theFirstExposureIsKept() {
    see("e1", exposure("x1", "1", at(10)));
    see("e2", exposure("x1", "1", at(20)));
    assertThat(exposures()).isEqualTo(Map.of("x1", List.of(exposure("x1", "1", at(10)))));
  }

  @Test
  void anOlderExposureTakesThePlaceOfTheOneKept() {
    see("e1", exposure("x1", "1", at(20)));
    see("e2", exposure("x1", "1", at(10)));
    assertThat(exposures()).isEqualTo(Map.of("x1", List.of(exposure("x1", "1", at(10)))));
  }

  @Test
  void eachAudienceAndVariationIsKeptTheOldestFirst() {
    var other = new Exposure("x1", "5A", "1", at(20));
    see("e1", exposure("x1", "1", at(30)));
    see("e2", exposure("x1", "2", at(10)));
    see("e3", other);
    see("e4", exposure("x2", "1", at(5)));
    assertThat(exposures())
        .isEqualTo(
            Map.of(
                "x1",
                List.of(exposure("x1", "2", at(10)), other, exposure("x1", "1", at(30))),
                "x2",
                List.of(exposure("x2", "1", at(5)))));
  }

  @Test
  void aProfileKeepsNoMoreThanAThousandExposures() {
    var events = new Event[Event.MAX_EXPOSURES + 10];
    for (int i = 0; i < events.length; i++) {
      events[i] = shown("e" + i, exposure("x" + i % 7, "" + i, at(i)));
    }
    write(database.storage(), did("ann", events));
    see("again", exposure("x0", "0", at(-5)));
    assertThat(exposures().values().stream().mapToInt(List::size).sum())
        .isEqualTo(Event.MAX_EXPOSURES);
    assertThat(exposures().get("x0")).contains(exposure("x0", "0", at(-5)));
    assertThat(database.storage().events().latest(SHOP, "ann", 2_000)).hasSize(events.length + 1);
  }

  @Test
  void aDuplicateEventExposesNobody() {
    see("e1", exposure("x1", "1", at(20)));
    see("e1", exposure("x1", "2", at(10)));
    write(database.storage(), did("bob", shown("e1", exposure("x1", "1", at(20)))));
    assertThat(exposures()).isEqualTo(Map.of("x1", List.of(exposure("x1", "1", at(20)))));
    assertThat(found(database.storage(), "bob").exposures()).isEmpty();
  }

  @Test
  void exposuresAndAttributesDoNotDisturbEachOther() {
    write(database.storage(), write("ann", setting("plan", "gold")));
    see("e1", exposure("x1", "1", at(20)));
    write(database.storage(), write("ann", setting("city", "Pune")));
    assertThat(exposures()).containsKey("x1");
    assertThat(found(database.storage(), "ann").attributes())
        .isEqualTo(Map.of("plan", text("gold"), "city", text("Pune")));
  }

  @Test
  void racingExposuresAllStay() {
    Race.of(
        8,
        viewer -> {
          for (int i = 0; i < 20; i++) {
            see(viewer + "-" + i, exposure("x" + i, "" + viewer, at(viewer)));
          }
          return viewer;
        });
    assertThat(exposures()).hasSize(20);
    assertThat(exposures().values())
        .allSatisfy(kept ->
            assertThat(kept)
                .extracting(Exposure::at)
                .containsExactly(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)));
  }
}
