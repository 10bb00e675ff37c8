package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar for {@code spark-submit} may bring onto a cluster's class path. */
class SparkJarIT {
  private static List<String> entries;

  @BeforeAll
  static void list() throws Exception {
    try (JarFile jar = new JarFile(System.getProperty("riskmesh.jar"))) {
      entries = jar.stream().map(ZipEntry::getName).toList();
    }
  }

  @Test
  void bringsNoSecondCopyOfWhatSparkHas() {
    assertThat(entries)
        .filteredOn(name -> name.endsWith(".class"))
        .allMatch(
            name ->
                name.matches("(io/riskmesh|ml/dmlc|org/apache/spark/ml/xgboost|org/sqlite)/.*"));
  }

  @Test
  void servicesHaveTheNamesOfTheirClasses() {
    assertThat(entries)
        .filteredOn(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
        .contains("META-INF/services/java.sql.Driver")
        .noneMatch(name -> name.contains("/software.amazon"));
  }
}
