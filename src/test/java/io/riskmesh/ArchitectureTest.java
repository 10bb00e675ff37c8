package io.riskmesh;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the direction of the packages: a stage knows the foundations and the stages before it. */
class ArchitectureTest {
  /**
   * From the foundations along the way of the data to the command line; each may know those before
   * it.
   */
  private static final List<String> ORDER =
      List.of(
          "scoring",
          "store",
          "config",
          "aws",
          "catalog",
          "quality",
          "split",
          "features",
          "train",
          "evaluate",
          "gate",
          "report",
          "registry",
          "runs",
          "profile",
          "score",
          "monitor",
          "pipeline",
          "cli");

  /**
   * Beside the way of the data: they know the foundations, and only the command line knows them.
   */
  private static final Set<String> BESIDE = Set.of("synthetic");

  private static final List<String> FOUNDATIONS = List.of("store", "config");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.riskmesh");

  @Test
  void everyPackageHasItsPlace() {
    Set<String> placed = new TreeSet<>(ORDER);
    placed.addAll(BESIDE);

    assertThat(packages()).isNotEmpty().isSubsetOf(placed);
  }

  @Test
  void packagesKnowOnlyThoseBeforeThem() {
    for (int i = 0; i < ORDER.size(); i++) {
      List<String> known = new ArrayList<>(ORDER.subList(0, i));
      if (ORDER.get(i).equals("cli")) {
        known.addAll(BESIDE);
      }
      knowsOnly(ORDER.get(i), known);
    }
  }

  @Test
  void whatStandsBesideKnowsOnlyTheFoundations() {
    BESIDE.forEach(name -> knowsOnly(name, FOUNDATIONS));
  }

  @Test
  void storeKnowsNobodyOfOurs() {
    knowsOnly("store", List.of());
  }

  @Test
  void scoringRunsWithoutSpark() {
    noClasses()
        .that()
        .resideInAPackage("io.riskmesh.scoring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..", "scala..", "ml.dmlc..")
        .allowEmptyShould(true)
        .check(OURS);
  }

  /** A plain Spark distribution has no Iceberg, and reads files all the same. */
  @Test
  void onlyIcebergTablesNeedIceberg() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Iceberg")
        .and()
        .doNotHaveSimpleName("EmbeddedCatalog")
        .and()
        .haveNameNotMatching(".*pipeline\\.Versions")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.iceberg..")
        .check(OURS);
    classes()
        .that()
        .haveSimpleName("IcebergSource")
        .should()
        .onlyBeAccessed()
        .byClassesThat(simpleName("Sources").or(simpleName("IcebergSource")))
        .check(OURS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.riskmesh.(*)..").should().beFreeOfCycles().check(OURS);
  }

  private static void knowsOnly(String name, List<String> others) {
    String[] known =
        Stream.concat(Stream.of(name), others.stream())
            .map(ArchitectureTest::within)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(within(name))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.riskmesh..").or(resideInAnyPackage(known)))
        .because("the data goes " + String.join(" -> ", ORDER))
        .allowEmptyShould(true)
        .check(OURS);
  }

  private static String within(String name) {
    return "io.riskmesh." + name + "..";
  }

  private static Set<String> packages() {
    Set<String> names = new TreeSet<>();
    OURS.forEach(c -> names.add(c.getPackageName().split("\\.")[2]));
    return names;
  }
}
