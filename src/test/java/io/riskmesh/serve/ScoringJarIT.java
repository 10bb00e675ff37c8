package io.riskmesh.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.RecordScore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small jar alone: what it holds, and the README's program with nothing beside it. */
class ScoringJarIT {
  private static final Path JAR = Path.of(System.getProperty("riskmesh.scoring.jar"));
  private static final long MAX_BYTES = 3_000_000;

  @TempDir Path folder;

  @Test
  void holdsTheScorerAndJacksonUnderAnotherName() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(MAX_BYTES);
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> files =
          jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(files)
          .contains(
              "io/riskmesh/model/Scorer.class",
              "io/riskmesh/records/RecordFormat.class",
              "io/riskmesh/shaded/jackson/databind/ObjectMapper.class",
              "META-INF/LICENSE")
          .allMatch(
              name ->
                  name.matches("META-INF/.*|io/riskmesh/(model|records|serve|shaded/jackson)/.*"))
          .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib|jar)"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo(ServeMain.class.getName());
      for (String name : files) {
        if (name.startsWith("io/riskmesh/") && !name.contains("/shaded/")) {
          byte[] bytes = jar.getInputStream(jar.getEntry(name)).readAllBytes();
          assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
              .as(name)
              .doesNotContain("com/fasterxml", "org/apache/", "scala/", "picocli", "ml/dmlc");
        }
      }
    }
  }

  @Test
  void hasAPomWithoutDependencies() throws IOException {
    String pom = Files.readString(JAR.resolveSibling("scoring/pom.xml"));
    assertThat(pom)
        .contains("<artifactId>riskmesh-scoring</artifactId>")
        .doesNotContain("<dependenc", "@");
    Matcher version = Pattern.compile("<version>(.*)</version>").matcher(pom);
    assertThat(version.find()).isTrue();
    assertThat(JAR.getFileName())
        .hasToString("riskmesh-%s-scoring.jar".formatted(version.group(1)));
  }

  @Test
  void runsTheReadmesProgram() throws Exception {
    Path source = Files.writeString(folder.resolve("Decide.java"), program());
    StringWriter errors = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-cp", JAR.toString(), "-d", folder.toString(), "--release", "17", "-Xlint:all,-path");
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiles =
          compiler
              .getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(errors.toString()).isEmpty();
      assertThat(compiles).isTrue();
    }

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR + ":" + folder,
                "Decide",
                ServedModel.ARCHIVE.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    Map<String, Object> record = new HashMap<>();
    ServedModel.SCORER.fields().forEach(field -> record.put(field, null));
    record.put("amount", 4200);
    record.put("duration", 24);
    RecordScore score = ServedModel.SCORER.score(record);
    assertThat(printed.strip()).isEqualTo(score.calibrated() + " " + score.decision());
  }

  private static String program() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(blocks.find()).isTrue();
    return blocks.group(1);
  }
}
