package io.riskmesh.cli;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * {@code --write-job}: writes a job file as a starting point and never overwrites an existing one.
 */
final class JobFile {
  @Option(
      names = "--write-job",
      paramLabel = "FILE",
      description = "Writes a job file, as described above.")
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
      Files.writeString(file, job, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING, "--write-job %s cannot be written".formatted(file), e);
    }
    return Optional.of(file);
  }
}
