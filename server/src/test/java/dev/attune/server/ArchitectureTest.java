package dev.attune.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final String ROOT = "dev.attune.server";
  private static final Set<String> WIRING = Set.of("ServeCommand", "DemoCommand");

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static DescribedPredicate<JavaMethodCall> readsAClock() {
    return DescribedPredicate.describe(
        "reads the clock of the machine",
        call -> {
          var owner = call.getTargetOwner();
          var name = call.getName();
          return (name.equals("now") && owner.getPackageName().equals("java.time"))
              || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"))
              || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
              || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"));
        });
  }

  private static DescribedPredicate<JavaClass> isWiring() {
    return DescribedPredicate.describe(
        "start the server",
        type -> type.getPackageName().equals(ROOT) && WIRING.contains(type.getSimpleName()));
  }

  @Test
  void thereIsSomethingToCheck() {
    assertThat(SERVER.size()).isGreaterThan(100);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(SERVER);
  }

  @Test
  void nobodyKnowsTheRoot() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(SERVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "json", "place", "device", "document"})
  void aPartThatKnowsNoConceptStaysThatWay(String name) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(DescribedPredicate.not(resideInAPackage(ROOT + "." + name)))
                .and(DescribedPredicate.not(resideInAPackage(ROOT + ".json"))))
        .check(SERVER);
  }

  @Test
  void onlyHttpKnowsJetty() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".http")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(SERVER);
  }

  @Test
  void aDatabaseIsKnownOnlyByItsContract() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.attune.storage.sql..", "java.sql..", "org.sqlite..")
        .check(SERVER);
  }

  @Test
  void packagesAreConcepts() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..model..", "..dto..", "..service..", "..impl..", "..util..", "..common..")
        .check(SERVER);
  }

  @Test
  void onlyTheWiringReadsTheClock() {
    noClasses()
        .that(DescribedPredicate.not(isWiring()))
        .should()
        .callMethodWhere(readsAClock())
        .check(SERVER);
  }

  @Test
  void onlyCommandsTalkToTheTerminal() {
    noClasses()
        .that(DescribedPredicate.not(isWiring()))
        .and()
        .resideOutsideOfPackage(ROOT + ".cli")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(SERVER);
  }

  @Test
  void theWiresOdditiesGoNoFurtherThanTheirEndpoint() {
    for (var concept : Set.of("fetch", "events", "customers", "cohorts")) {
      var home = ROOT + "." + concept;
      noClasses()
          .that()
          .resideOutsideOfPackage(home)
          .should()
          .dependOnClassesThat(resideInAPackage(home).and(simpleNameEndingWith("Wire")))
          .check(SERVER);
    }
  }
}
