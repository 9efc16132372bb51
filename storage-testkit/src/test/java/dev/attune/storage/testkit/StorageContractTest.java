package dev.attune.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/// A contract that never failed has proved nothing: a storage that is right passes, and each that
/// is wrong fails where it should.
class StorageContractTest {
  private static Events run(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents();
  }

  private static List<String> failures(Class<?> contract) {
    return run(contract).failed().stream()
        .map(Event::getTestDescriptor)
        .map(test -> test.getDisplayName().replace("()", ""))
        .toList();
  }

  @Test
  void aStorageThatIsRightPasses() {
    run(Stores.Right.class).assertStatistics(tests -> tests.started(107).succeeded(107));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenStorageFailsWhereItShould(Class<?> broken, List<String> expected) {
    assertThat(failures(broken)).containsAll(expected);
  }

  private static Arguments broken(Class<?> store, String... expected) {
    return arguments(store, List.of(expected));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(
            Stores.LastWriterWins.class,
            "theFirstOfTwentyRacingWritersWins",
            "onlyTheNextVersionIsStored"),
        broken(Stores.ForgetsDeletedVersions.class, "aDeletedWorkspaceKeepsItsPlaceInTheVersions"),
        broken(
            Stores.ForgetsOnClose.class,
            "whatWasClosedIsThereWhenOpenedAgain",
            "openingAgainAndAgainSetsUpNothingAnew",
            "twoServersSeeOneDatabase",
            "twoServersMayRace"),
        broken(Stores.AnswersWhenClosed.class, "aClosedStorageSaysThatItIsUnavailable"),
        broken(Stores.FoldsCase.class, "lookAlikePeopleAreDifferent"),
        broken(Stores.FoldsAccents.class, "lookAlikePeopleAreDifferent"),
        broken(Stores.TrimsEventIds.class, "lookAlikeEventIdsAreDifferent"),
        broken(Stores.TakesAnyString.class, "halfASurrogatePairIsNoCustomerId"),
        broken(Stores.CutsIds.class, "theLongestIdIsKeptWhole", "theLongestIdIsComparedWhole"),
        broken(Stores.EndsTextAtNul.class, "everyKindOfValueComesBack"),
        broken(
            Stores.CountsDuplicates.class,
            "anEventCountsOnceInOneWrite",
            "anEventCountsOnceInOneBatch",
            "anEventCountsOnceAcrossBatches",
            "ofTwentyRacingSendersOneAppends",
            "manyEventsSentTwiceCountOnce",
            "aDuplicateEventExposesNobody",
            "writingTheSameAgainChangesNothing"),
        broken(
            Stores.KnowsEventsByPersonOnly.class,
            "anEventCountsOnceWhoeverItNames",
            "ofTwentyRacingSendersOneAppends"),
        broken(
            Stores.LosesRacingUpdates.class,
            "racingWritesOfDifferentAttributesAllStay",
            "racingExposuresAllStay"),
        broken(
            Stores.DropsOtherAttributes.class,
            "attributesNotNamedStayAsTheyAre",
            "exposuresAndAttributesDoNotDisturbEachOther"),
        broken(
            Stores.AddsToArraysAgain.class,
            "valuesAreAddedToAnArrayOnce",
            "writingTheSameAgainChangesNothing"),
        broken(
            Stores.CreatesExistingOnly.class,
            "aWriteForExistingOnlyLeavesNoTraceOfAStranger",
            "aBatchIsAnsweredInOrder",
            "aWriteThatStoresNothingClaimsNothing"),
        broken(
            Stores.OverwritesExposures.class,
            "theFirstExposureIsKept",
            "eachAudienceAndVariationIsKeptTheOldestFirst"),
        broken(
            Stores.KeepsTheFirstExposureThatCame.class, "anOlderExposureTakesThePlaceOfTheOneKept"),
        broken(Stores.KeepsEveryExposure.class, "aProfileKeepsNoMoreThanAThousandExposures"),
        broken(
            Stores.RefusesInSilence.class,
            "attributesThatOutgrowTheProfileAreRefusedAndTheRestIsStored"),
        broken(Stores.SeesBackwards.class, "firstSeenStaysAndLastSeenOnlyGrows"),
        broken(
            Stores.LeaksBetweenWorkspaces.class,
            "workspacesDoNotShareProfiles",
            "workspacesDoNotShareIdentifiers",
            "workspacesDoNotShareEvents",
            "purgeLeavesOtherWorkspacesAlone"),
        broken(Stores.PagesInUtf16.class, "theOrderIsThatOfUtf8"),
        broken(
            Stores.PagesFromTheLastIdAgain.class,
            "pagesGoThroughEverybodyOnceInOrder",
            "aPageMayStartAfterAnIdThatIsNotThere"),
        broken(Stores.LastClaimWins.class, "theFirstClaimStands"),
        broken(
            Stores.ClaimsStandForEver.class,
            "aClaimWhoseValueHasChangedNamesNobody",
            "aClaimWhoseValueWasRemovedNamesNobody"),
        broken(Stores.OldClaimsBlock.class, "whatIsFreeAgainGoesToTheNextWhoClaimsIt"),
        broken(Stores.EventsInOrderOfArrival.class, "theNewestComeFirstHoweverTheyCame"),
        broken(Stores.PurgesEveryWorkspace.class, "purgeLeavesOtherWorkspacesAlone"),
        broken(Stores.PurgeForgetsEventIds.class, "afterAPurgeEverythingIsNew"),
        broken(Stores.CreditsOnlyWhatCameBefore.class, "theOrderOfArrivalDoesNotShow"),
        broken(Stores.CountsInUtc.class, "reportsSayWhatARecountOfTheEventsSays"),
        broken(
            Stores.ForgetsRepetitions.class,
            "eachEventIsCountedOnceAndTheRepetitionsApart",
            "writersWhoRaceCountEverythingOnce"),
        broken(Stores.RebuildForgetsRepetitions.class, "aRebuildComesToTheSame"),
        broken(Stores.RebuildKeepsTheGoals.class, "aRebuildTakesUpGoalsAndTimeZone"),
        broken(
            Stores.CountsMergedPeopleApart.class,
            "peopleWhoMergeAreCountedAsIfTheyHadAlwaysBeenOne",
            "peopleWhoMergeThroughAnIdentifierAreCountedAsOneToo"));
  }
}
