package io.riskmesh;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
          "model",
          "records",
          "serve",
          "spark",
          "store",
          "config",
          "aws",
          "rows",
          "html",
          "privacy",
          "catalog",
          "session",
          "quality",
          "split",
          "features",
          "screen",
          "train",
          "tune",
          "evaluate",
          "explain",
          "gate",
          "report",
          "runs",
          "registry",
          "profile",
          "scoring",
          "featurestore",
          "drift",
          "sagemaker",
          "document",
          "site",
          "tracking",
          "pipeline",
          "cli");

  /**
   * Beside the way of the data: they know the foundations, and only the command line knows them.
   */
  private static final Set<String> BESIDE = Set.of("synthetic");

  private static final List<String> FOUNDATIONS = List.of("store", "config");

  /** Names that promise to arrange values and nothing more. */
  private static final Set<String> CHEAP = Set.of("of", "from", "at", "in");

  /** Calls that run a Spark job, read or write, or go over the network, by owner. */
  private static final Map<String, Set<String>> COSTLY =
      Map.of(
          "org.apache.spark.sql.Dataset",
          Set.of(
              "checkpoint",
              "collect",
              "collectAsList",
              "count",
              "first",
              "foreach",
              "foreachPartition",
              "head",
              "isEmpty",
              "localCheckpoint",
              "reduce",
              "show",
              "tail",
              "take",
              "takeAsList",
              "toLocalIterator",
              "write",
              "writeTo"),
          "org.apache.spark.api.java.JavaRDD",
          Set.of("collect", "count", "first", "foreach", "foreachPartition", "reduce", "take"),
          "org.apache.spark.sql.DataFrameReader",
          Set.of("csv", "json", "load", "orc", "parquet", "table", "text"),
          "org.apache.spark.sql.SparkSession",
          Set.of("sql", "table"),
          "org.apache.hadoop.fs.FileSystem",
          Set.of(
              "create",
              "delete",
              "exists",
              "getFileStatus",
              "listFiles",
              "listStatus",
              "newInstance",
              "open",
              "rename"),
          "ml.dmlc.xgboost4j.java.XGBoost",
          Set.of("loadModel", "train"),
          "io.riskmesh.store.Store",
          Set.of("create", "delete", "list", "open", "probe", "read", "replace", "write"));

  /** Lines of a source file, Javadoc included. */
  private static final int MAX_LINES = 233;

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.riskmesh");

  /**
   * Types that work rather than mean something: clients, sessions, stores, leases and writers, all
   * of which can be closed, open tables, metastores, and what XGBoost keeps in native memory.
   */
  private static final List<String> WORKING =
      List.of(
          "java.lang.AutoCloseable",
          "org.apache.iceberg.Table",
          "org.apache.iceberg.TableOperations",
          "io.riskmesh.catalog.Metastore",
          "ml.dmlc.xgboost4j.java.Booster",
          "ml.dmlc.xgboost4j.java.DMatrix");

  @Test
  void everyPackageHasItsPlace() {
    Set<String> placed = new TreeSet<>(ORDER);
    placed.addAll(BESIDE);

    assertThat(packages()).isNotEmpty().isSubsetOf(placed);
  }

  /** Indented lines of the page that begin with the name of a package, in the same order. */
  @Test
  void theMapShowsThePackagesInThisOrder() throws IOException {
    List<String> shown =
        Files.readString(Path.of("docs/architecture.md"))
            .lines()
            .filter(line -> line.matches("      [a-z]+ +\\S.*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertThat(shown).isEqualTo(ORDER);
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
  void theModelRunsWithoutSpark() {
    noClasses()
        .that()
        .resideInAnyPackage(within("model"), within("records"), within("serve"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..", "scala..", "ml.dmlc..", "picocli..")
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
        .haveNameNotMatching(".*session\\.SoftwareVersions")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.iceberg..")
        .check(OURS);
    classes()
        .that()
        .haveSimpleName("IcebergSource")
        .should()
        .onlyBeAccessed()
        .byClassesThat(simpleName("SourceResolver").or(simpleName("IcebergSource")))
        .check(OURS);
  }

  /** A reader of YAML that knows no key of a job. */
  @Test
  void theYamlReaderKnowsNoKeys() {
    classes()
        .that()
        .resideInAPackage("io.riskmesh.config.yaml..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.riskmesh..")
                .or(
                    resideInAnyPackage(
                        "io.riskmesh.config.yaml..", "io.riskmesh.store..", "io.riskmesh.model..")))
        .check(OURS);
  }

  /** Training knows the staged rows, and nothing of where they came from. */
  @Test
  void modellingDoesNotKnowTheCatalog() {
    noClasses()
        .that()
        .resideInAnyPackage(
            within("features"), within("screen"), within("train"), within("evaluate"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(within("catalog"))
        .check(OURS);
  }

  @Test
  void noTwoClassesShareASimpleName() {
    Map<String, Long> names =
        OURS.stream()
            .filter(c -> !c.isAnonymousClass() && !c.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
    names.values().removeIf(times -> times == 1);
    assertThat(names).isEmpty();
  }

  /** A second word says which of the things that the first could mean. */
  @Test
  void fewClassNamesAreOneWord() {
    List<String> names =
        OURS.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .map(JavaClass::getSimpleName)
            .toList();
    List<String> words = names.stream().filter(name -> name.matches("[A-Z][a-z0-9]*")).toList();
    assertThat(words.size()).as("one-word names: %s", words).isLessThan(names.size() * 15 / 100);
  }

  /** A longer file has more than one job. */
  @Test
  void filesStaySmall() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    assertThat(sources).isNotEmpty();

    List<String> large = new ArrayList<>();
    for (Path source : sources) {
      int lines = Files.readAllLines(source).size();
      if (lines > MAX_LINES) {
        large.add("%s: %d lines".formatted(source, lines));
      }
    }
    assertThat(large).as("files of more than %d lines", MAX_LINES).isEmpty();
  }

  /**
   * A record shows its components and compares them, which makes sense for values alone. Rows that
   * are read later, as a {@code Dataset} or a {@code SourceTable}, count as values.
   */
  @Test
  void recordsHoldNoServices() {
    Set<JavaClass> services = services();
    assertThat(services)
        .extracting(JavaClass::getSimpleName)
        .contains("S3Writer", "LeaseFolder", "PublishedRuns", "RunPromoter", "IcebergSource");

    List<String> wrong =
        OURS.stream()
            .filter(JavaClass::isRecord)
            .filter(type -> holdsAny(type, services))
            .map(JavaClass::getName)
            .toList();
    assertThat(wrong).as("records that should be classes").isEmpty();
  }

  /** Returns our classes that hold a working type, or another service. */
  private static Set<JavaClass> services() {
    Set<JavaClass> services = new HashSet<>();
    List<JavaClass> found = List.of();
    do {
      services.addAll(found);
      found =
          OURS.stream()
              .filter(type -> !type.isRecord() && !services.contains(type))
              .filter(type -> holdsAny(type, services))
              .toList();
    } while (!found.isEmpty());
    return services;
  }

  private static boolean holdsAny(JavaClass type, Set<JavaClass> services) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
        .anyMatch(
            held -> services.contains(held) || WORKING.stream().anyMatch(held::isAssignableTo));
  }

  /** What costs is named by a verb. */
  @Test
  void whatIsNamedOfIsCheap() {
    List<String> costly =
        OURS.stream()
            .flatMap(owner -> owner.getMethods().stream())
            .filter(method -> CHEAP.contains(method.getName()))
            .filter(method -> !costs(method).isEmpty())
            .map(method -> "%s calls %s".formatted(method.getFullName(), costs(method)))
            .toList();
    assertThat(costly).isEmpty();
  }

  @Test
  void findsWhatAFactoryCosts() {
    JavaMethod find =
        OURS.get("io.riskmesh.split.RadixRanks").getMethods().stream()
            .filter(method -> method.getName().equals("find"))
            .findFirst()
            .orElseThrow();
    assertThat(costs(find)).containsExactly("org.apache.spark.sql.Dataset.collectAsList");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.riskmesh.(*)..").should().beFreeOfCycles().check(OURS);
  }

  /**
   * Follows the calls of a method through our classes, but not from an interface to its classes.
   */
  private static Set<String> costs(JavaMethod method) {
    Set<String> costs = new TreeSet<>();
    Set<JavaCodeUnit> seen = new HashSet<>(Set.of(method));
    Deque<JavaCodeUnit> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (JavaAccess<?> access : open.pop().getAccessesFromSelf()) {
        if (access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target) {
          if (isCostly(target.getOwner().getName(), target.getName())) {
            costs.add(target.getOwner().getName() + "." + target.getName());
          } else {
            target
                .resolveMember()
                .filter(unit -> unit.getOwner().getPackageName().startsWith("io.riskmesh"))
                .filter(seen::add)
                .ifPresent(open::push);
          }
        }
      }
    }
    return costs;
  }

  private static boolean isCostly(String owner, String method) {
    boolean callsAws = owner.matches("software\\.amazon\\.awssdk\\.services\\..*Client");
    return COSTLY.getOrDefault(owner, Set.of()).contains(method)
        || (callsAws && !Set.of("builder", "close", "create", "serviceName").contains(method))
        || (owner.equals("java.nio.file.Files") && !method.matches("exists|is[A-Z].*"));
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
