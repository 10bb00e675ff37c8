package io.riskmesh.config.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

/**
 * Finds files that were passed to {@code spark-submit --files}. In cluster mode they are in the
 * working directory; in client mode Spark knows their original location and, once it has started,
 * their copy.
 */
final class ShippedFiles {
  private ShippedFiles() {}

  /**
   * Returns the location of a file that was passed under this name ({@code path/name} or {@code
   * path#name}).
   */
  static Optional<String> find(String name) {
    if (name.isEmpty() || name.contains("/")) {
      return Optional.empty();
    }
    return copied(name)
        .or(
            () ->
                Stream.of("spark.files", "spark.yarn.dist.files")
                    .flatMap(key -> Stream.of(System.getProperty(key, "").split(",")))
                    .map(String::strip)
                    .filter(file -> nameOf(file).equals(name))
                    .findFirst()
                    .map(file -> file.replaceFirst("#.*", "")));
  }

  private static Optional<String> copied(String name) {
    return SparkEnv.get() == null
        ? Optional.empty()
        : Optional.of(Path.of(SparkFiles.getRootDirectory(), name))
            .filter(Files::isRegularFile)
            .map(Path::toString);
  }

  private static String nameOf(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('#')) + 1);
  }
}
