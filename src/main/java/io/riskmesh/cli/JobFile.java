package io.riskmesh.cli;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * {@code --write-job}: writes a job file as a starting point and never overwrites an existing one.
 * Its schema is written next to it, so that an editor completes keys wherever the file is.
 */
final class JobFile {
  /** The name says whose file it is, so that a newer release may replace it. */
  private static final String SCHEMA = "riskmesh-job.schema.json";

  private static final String PACKED = "/conf/schema/job.schema.json";

  @Option(
      names = "--write-job",
      paramLabel = "FILE",
      description = "Writes a job file, as described above, and its schema for editors next to it.")
  private Path file;

  /**
   * Checks that the file does not exist; call it before any work is done.
   *
   * @throws RunException {@code USAGE} if the file already exists
   */
  void requireFree() {
    if (file != null && Files.exists(file)) {
      throw new RunException(
          Outcome.USAGE, "--write-job %s already exists: name another file".formatted(file));
    }
  }

  /** Writes the job if the option is set, and returns its path. */
  Optional<Path> write(Supplier<String> yaml) {
    if (file == null) {
      return Optional.empty();
    }
    String job = yaml.get();
    try {
      Files.write(file.resolveSibling(SCHEMA), schema());
      Files.writeString(
          file,
          "# yaml-language-server: $schema=" + SCHEMA + "\n" + job,
          StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING, "--write-job %s cannot be written".formatted(file), e);
    }
    return Optional.of(file);
  }

  private static byte[] schema() throws IOException {
    try (InputStream in = JobFile.class.getResourceAsStream(PACKED)) {
      return in.readAllBytes();
    }
  }
}
