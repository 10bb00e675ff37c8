package io.riskmesh.it;

import io.riskmesh.SparkTest;
import io.riskmesh.cli.RiskmeshCommand;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The real command line in this JVM, with its artifacts in a folder of the test. */
public final class Cli {
  private final Path folder;

  /** How a command ended. */
  public record Ended(int code, String out, String err) {}

  public Cli(Path folder) {
    this.folder = folder;
    // The context that commands find and leave alone: one per JVM.
    SparkTest.session();
  }

  /** Runs a command with the local environment, its warehouse and artifacts under the folder. */
  public Ended run(String command, String... more) {
    return execute(arguments(command, more));
  }

  /** The command line of {@link #run}. */
  List<String> arguments(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(
        List.of(
            "--env", "conf/env/local.yaml",
            "--set", "catalog.warehouse=" + folder.resolve("warehouse"),
            "--set", "artifacts.uri=" + artifacts()));
    args.addAll(List.of(more));
    return args;
  }

  /** Runs a command with an environment of the test's own. */
  Ended runIn(String env, String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("--env", env));
    args.addAll(List.of(more));
    return execute(args);
  }

  /** Runs a command line as it is. */
  public static Ended execute(List<String> args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        RiskmeshCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  /** A session of its own in which {@code riskmesh} is the commands' embedded catalog. */
  public SparkSession warehouse() {
    SparkSession spark = SparkTest.session().newSession();
    Path warehouse = folder.resolve("warehouse");
    // Iceberg's JDBC catalog knows its tables under the name that it has in the session.
    String catalog = "spark.sql.catalog.riskmesh";
    spark.conf().set(catalog, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(catalog + ".catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
    spark.conf().set(catalog + ".uri", "jdbc:sqlite:" + warehouse.resolve("catalog.db"));
    spark.conf().set(catalog + ".warehouse", warehouse.toString());
    spark.conf().set(catalog + ".jdbc.schema-version", "V1");
    spark.conf().set(catalog + ".cache-enabled", "false");
    return spark;
  }

  public Path artifacts() {
    return folder.resolve("artifacts");
  }

  public Store store() {
    return Store.openAt(artifacts().toString(), Map.of());
  }

  public Optional<Manifest> manifest(String job, String runId) {
    return Manifest.read(store(), new RunPaths(job, runId));
  }

  OutcomeFile outcome(String job, String runId) {
    byte[] bytes = store().read(new RunPaths(job, runId).outcome()).orElseThrow();
    return JsonText.read(bytes, OutcomeFile.class);
  }

  /** Every file that a manifest names is there with its hash, and no other lies beside them. */
  static void verify(Store store, Manifest manifest) {
    RunPaths paths = new RunPaths(manifest.job(), manifest.runId());
    String run = paths.runFolder();
    List<FileHashes.HashedFile> there =
        FileHashes.hashFiles(store, run).stream()
            .filter(f -> !f.path().equals("manifest.json"))
            .toList();
    if (!there.equals(manifest.files())) {
      throw new AssertionError("manifest names " + manifest.files() + " but there is " + there);
    }
    Set<String> data = new TreeSet<>();
    FileHashes.hashFiles(store, paths.dataFolder())
        .forEach(
            file -> data.add("%s/%s %s".formatted(paths.dataFolder(), file.path(), file.sha256())));
    Set<String> named = new TreeSet<>();
    for (FileHashes.HashedFile file : manifest.data().files()) {
      int slash = file.path().indexOf('/');
      String folder = manifest.data().folders().get(file.path().substring(0, slash));
      named.add(
          "%s/%s%s %s".formatted(paths.job(), folder, file.path().substring(slash), file.sha256()));
    }
    if (!data.equals(named)) {
      throw new AssertionError("manifest names " + manifest.data() + " but there is " + data);
    }
  }

  /** Everything below the artifacts as text, for tests that look for what must not be there. */
  String everythingPublished() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(artifacts())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file).append('\n');
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }
}
