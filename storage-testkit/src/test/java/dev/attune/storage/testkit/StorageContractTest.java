package dev.attune.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/// A contract that never failed has proved nothing: a storage that is right passes, and each that
/// is wrong fails where it should.
class StorageContractTest {
  private static Events run(List<? extends DiscoverySelector> selectors) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectors.toArray(DiscoverySelector[]::new))
        .execute()
        .testEvents();
  }

  /// Which of these tests fail. Only they are run: all of the contract for each broken storage
  /// would take minutes.
  private static List<String> failures(Class<?> contract, List<String> tests) {
    return run(selected(contract, tests)).failed().stream()
        .map(Event::getTestDescriptor)
        .map(test -> test.getDisplayName().replace("()", ""))
        .toList();
  }

  private static List<DiscoverySelector> selected(Class<?> contract, List<String> tests) {
    var selectors = new ArrayList<DiscoverySelector>();
    for (var part : StorageContract.class.getDeclaredClasses()) {
      for (Class<?> type = part; type != null; type = type.getSuperclass()) {
        for (var method : type.getDeclaredMethods()) {
          if (tests.contains(method.getName())) {
            selectors.add(selectNestedMethod(List.of(contract), part, method));
          }
        }
      }
    }
    return selectors;
  }

  @Test
  void aStorageThatIsRightPasses() {
    run(List.of(selectClass(Stores.Right.class)))
        .assertStatistics(tests -> tests.started(188).succeeded(188));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenStorageFailsWhereItShould(Class<?> broken, List<String> expected) {
    assertThat(failures(broken, expected)).containsAll(expected);
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
        broken(Stores.TearsWrites.class, "ofRacingWritesOfOneAttributeTheLastStandsWhole"),
        broken(Stores.BelievesClocks.class, "theLaterWriteStandsWhateverItsTimeIs"),
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
        broken(Stores.StillCountsWhoIsErased.class, "whoIsErasedWasNeverThere"),
        broken(Stores.RebuildForgetsRepetitions.class, "aRebuildComesToTheSame"),
        broken(Stores.RebuildKeepsTheGoals.class, "aRebuildTakesUpGoalsAndTimeZone"),
        broken(
            Stores.CountsMergedPeopleApart.class,
            "peopleWhoMergeAreCountedAsIfTheyHadAlwaysBeenOne",
            "peopleWhoMergeThroughAnIdentifierAreCountedAsOneToo"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenAboutLettingGo")
  void aStorageThatIsWrongAboutLettingGoFailsWhereItShould(Class<?> broken, List<String> expected) {
    assertThat(failures(broken, expected)).containsAll(expected);
  }

  static Stream<Arguments> brokenAboutLettingGo() {
    return Stream.of(
        broken(
            LettingGoStores.KeepsEverything.class,
            "oldEventsAreGoneAndTheOthersAreThere",
            "whoeverMergesHasTheEventsOfBothThatAreThere"),
        broken(LettingGoStores.LetsGoUpToTheHorizon.class, "oldEventsAreGoneAndTheOthersAreThere"),
        broken(
            LettingGoStores.TakesOldEventsIn.class,
            "whatHappenedBeforeIsNotTakenIn",
            "theRestOfAWriteIsStored",
            "figuresStayAndGoOn"),
        broken(
            LettingGoStores.HorizonGoesBack.class,
            "oldEventsAreGoneAndTheOthersAreThere",
            "whatHappenedBeforeIsNotTakenIn"),
        broken(LettingGoStores.ProfilesForgetToo.class, "profilesKeepWhatTheyHave"),
        broken(
            LettingGoStores.CountsWhatIsThereOnly.class,
            "figuresStayAndGoOn",
            "aRebuildKeepsWhatWasCountedOfEventsThatAreGone"),
        broken(
            LettingGoStores.RebuildsFromWhatIsThereOnly.class,
            "aRebuildKeepsWhatWasCountedOfEventsThatAreGone",
            "eventsMayBeLetGoWhileARebuildGoesOn"),
        broken(
            LettingGoStores.RebuildsWhatIsGoneByNewGoals.class,
            "aRebuildTakesUpGoalsForTheDaysThatAreWhole"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenAboutPeople")
  void aStorageThatIsWrongAboutPeopleFailsWhereItShould(Class<?> broken, List<String> expected) {
    assertThat(failures(broken, expected)).containsAll(expected);
  }

  static Stream<Arguments> brokenAboutPeople() {
    return Stream.of(
        broken(Stores.CountsDuplicates.class, "aDuplicateIsRememberedOnce"),
        broken(Stores.LosesRacingUpdates.class, "eventsAppendedWhilePeopleBecomeOneAreAllThere"),
        broken(
            MergingStores.MergesByOldClaims.class,
            "twentyRacingWritersWhoShareAnIdentifierEndAsOnePerson"),
        broken(
            Stores.LeaksBetweenWorkspaces.class,
            "workspacesDoNotShareHistory",
            "workspacesDoNotMerge",
            "aSampleIsOfItsWorkspaceOnly"),
        broken(
            Stores.ForgetsOnClose.class,
            "historyIsThereWhenTheDatabaseIsOpenedAgain",
            "mergesAreThereWhenTheDatabaseIsOpenedAgain",
            "aStagedUploadIsThereWhenTheDatabaseIsOpenedAgain"),
        broken(
            Stores.FoldsCase.class,
            "lookAlikeIdsAndIdentifiersDoNotMerge",
            "lookAlikesAreDifferentMembers"),
        broken(Stores.ClaimsStandForEver.class, "anIdentifierWhoseValueLostNamesNobody"),
        broken(
            MergingStores.ForgetsHistory.class,
            "whatWasDoneIsRemembered",
            "racingDeedsAreAllRemembered",
            "thoseInASampleComeWithTheirHistory"),
        broken(MergingStores.RemembersImpressions.class, "clicksAreRememberedAndImpressionsAreNot"),
        broken(
            MergingStores.RemembersAHundred.class,
            "theDeedsOfAMonthAreThereInWhateverOrderTheyCame",
            "historyAndTheRestDoNotDisturbEachOther",
            "longHistoriesBecomeOne"),
        broken(
            MergingStores.TotalsOfWhatIsKept.class,
            "theLatestThousandToArriveAreKeptAndTotalsAreExactForEver",
            "longHistoriesBecomeOne"),
        broken(MergingStores.TotalsOfFewNames.class, "totalsOfManyNamesAreExact"),
        broken(MergingStores.FoldsEventNames.class, "lookAlikeEventsAreDifferent"),
        broken(
            MergingStores.GivesHistoryUnasked.class,
            "whoAsksForNoHistoryGetsTheSameProfileWithout"),
        broken(
            MergingStores.NeverMerges.class,
            "whoSharesAnIdentifierIsOnePerson",
            "oneWriteMayMakeSeveralOne"),
        broken(MergingStores.AlwaysMerges.class, "withoutMergingTheyStayTwo"),
        broken(MergingStores.TheOneSeenFirstSurvives.class, "theOneSeenLaterSurvives"),
        broken(
            MergingStores.TheWriterSurvives.class,
            "theOneSeenLaterSurvives",
            "ofTwoSeenAtOnceTheFirstIdSurvives"),
        broken(
            MergingStores.IgnoresTheDecidingAttribute.class,
            "theOneWithTheDecidingAttributeSurvives"),
        broken(
            MergingStores.ForgetsMergedIds.class,
            "whoSharesAnIdentifierIsOnePerson",
            "whatIsWrittenToAMergedIdGoesToTheSurvivor",
            "eventsAppendedWhilePeopleBecomeOneAreAllThere",
            "aReaderSeesPeopleBeforeOrAfterTheyBecameOne"),
        broken(MergingStores.LeadsOneStepOnly.class, "chainsOfMergesLeadToTheLastAndBackAgain"),
        broken(
            MergingStores.TheOthersAttributesWin.class,
            "theSurvivorsAttributesWinAndTheOthersMoveOver"),
        broken(MergingStores.TakesOverWhatDoesNotFit.class, "whatDoesNotFitTheSurvivorIsLeftOut"),
        broken(
            MergingStores.TheSurvivorsExposuresWin.class,
            "theOlderExposureOfEachKindCounts",
            "onePersonHasNoMoreThanAThousandExposures"),
        broken(
            MergingStores.LosesEventsOfMerged.class,
            "eventsAndHistoryAreThoseOfBoth",
            "eventsAppendedWhilePeopleBecomeOneAreAllThere"),
        broken(MergingStores.MergesWithoutEnd.class, "noMoreThanFiftyMergeThroughOneValue"),
        broken(MergingStores.TakesIdsFromOthers.class, "anIdThatLeadsToSomebodyElseStaysTheirs"),
        broken(MergingStores.ForgetsThroughWhat.class, "itIsKnownThroughWhatIdsWereAbsorbed"),
        broken(
            MergingStores.LeavesHalfOfWhatIsRefused.class,
            "aStrictWriteThatOutgrowsTheProfileStoresNothing",
            "aStrictWriteThatTheSurvivorCannotTakeMergesNobody",
            "aStrictWriteThatTheLastOfSeveralSurvivorsCannotTakeMergesNobody",
            "attributesThatTheSurvivorCannotTakeAreLeftOutAndMergeNobody"),
        broken(PeopleStores.CountsMergedIds.class, "peopleAreCounted"),
        broken(
            PeopleStores.SamplesTheFirst.class,
            "theSameSeedPicksTheSame",
            "everybodyIsPickedAboutAsOften"),
        broken(PeopleStores.SamplesAnew.class, "theSameSeedPicksTheSame"),
        broken(PeopleStores.SamplesSomeTwice.class, "aSampleHasSoManyPeopleAndNobodyTwice"),
        broken(PeopleStores.SamplesWithoutHistory.class, "thoseInASampleComeWithTheirHistory"),
        broken(PeopleStores.ErasesNoEvents.class, "nothingIsLeftUnderAnyId"),
        broken(PeopleStores.RemembersErasedEventIds.class, "whoComesBackIsNew"),
        broken(PeopleStores.ForgetsAllEventIds.class, "everyOtherEventIsStillKnown"),
        broken(PeopleStores.ErasesNoAliases.class, "whoComesBackIsNew"),
        broken(PeopleStores.LeavesErasedIdsInUploads.class, "whoIsErasedIsInNoUploadThatIsStaged"),
        broken(PeopleStores.ErasesOneIdOnly.class, "anyIdOfAPersonErasesThePerson"),
        broken(
            PeopleStores.ReplacesByAdding.class,
            "membersAreAddedRemovedAndReplaced",
            "manyMembersAreExact"),
        broken(PeopleStores.AppliesWhileStaging.class, "anUploadChangesNothingBeforeItIsApplied"),
        broken(PeopleStores.AppliesAgain.class, "applyingAgainAnswersTheSameAndChangesNothing"),
        broken(PeopleStores.MembersByTheirOwnIdOnly.class, "aMergedIdStandsForWhoSurvived"),
        broken(PeopleStores.SizesOnlyGrow.class, "sizesFollowEveryWayInAndOut"));
  }
}
