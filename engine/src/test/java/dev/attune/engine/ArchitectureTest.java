package dev.attune.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Locale;
import java.util.TimeZone;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.attune.engine");

  @Test
  void thereIsSomethingToCheck() {
    Assertions.assertThat(ENGINE.size()).isGreaterThan(30);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.attune.engine.(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void theEngineKnowsOnlyTheJdkAndTwoLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.attune.engine..",
            "java..",
            "org.jspecify..",
            "com.google.re2j..",
            "org.apache.commons.statistics.distribution..")
        .check(ENGINE);
  }

  @Test
  void onlyTheRulesKnowThePatternLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.attune.engine.audience..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.re2j..")
        .check(ENGINE);
  }

  @Test
  void onlyTheStatisticsKnowTheDistributions() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.attune.engine.statistics..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.statistics..")
        .check(ENGINE);
  }

  @Test
  void theStatisticsKnowNothingElseOfTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.attune.engine.statistics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.attune.engine.profile..",
            "dev.attune.engine.audience..",
            "dev.attune.engine.bucketing..",
            "dev.attune.engine.experience..",
            "dev.attune.engine.decision..")
        .check(ENGINE);
  }

  @Test
  void usersPatternsNeverReachThePatternsOfTheJdkThatCanTakeForEver() {
    noClasses()
        .that()
        .resideInAPackage("dev.attune.engine.audience..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .check(ENGINE);
  }

  @Test
  void theEngineReadsNoClock() {
    noClasses().should().callMethodWhere(named("now")).check(ENGINE);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(ENGINE);
    noClasses().should().callMethod(System.class, "nanoTime").check(ENGINE);
    noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(ENGINE);
    noClasses().should().dependOnClassesThat().areAssignableTo(InstantSource.class).check(ENGINE);
  }

  @Test
  void theEngineThrowsNoDice() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.random..").check(ENGINE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.(util|security)\\..*(Random|UUID).*")
        .check(ENGINE);
    noClasses().should().callMethod(Math.class, "random").check(ENGINE);
  }

  @Test
  void theEngineDoesNoInputOrOutput() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.sql..")
        .check(ENGINE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(?!URLEncoder|URLDecoder).*")
        .check(ENGINE);
    noClasses().should().accessField(System.class, "out").check(ENGINE);
    noClasses().should().accessField(System.class, "err").check(ENGINE);
    noClasses().should().callMethod(System.class, "getenv", String.class).check(ENGINE);
    noClasses().should().callMethod(System.class, "getProperty", String.class).check(ENGINE);
  }

  @Test
  void theEngineAsksNotWhereItRuns() {
    noClasses().should().callMethod(Locale.class, "getDefault").check(ENGINE);
    noClasses().should().dependOnClassesThat().areAssignableTo(TimeZone.class).check(ENGINE);
    noClasses().should().callMethodWhere(named("systemDefault")).check(ENGINE);
  }

  @Test
  void theEngineStartsNoThreads() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class).check(ENGINE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .check(ENGINE);
  }

  private static DescribedPredicate<JavaMethodCall> named(String name) {
    return DescribedPredicate.describe(
        "java.time's " + name,
        call ->
            call.getTarget().getName().equals(name)
                && call.getTarget().getOwner().getPackageName().startsWith("java.time"));
  }
}
