package io.riskmesh.cli;

import io.riskmesh.records.AnswerShape;
import io.riskmesh.records.AnswerWriter;
import io.riskmesh.records.RecordCounts;
import io.riskmesh.records.RecordFormat;
import io.riskmesh.records.RecordLimitException;
import io.riskmesh.records.RecordLimits;
import io.riskmesh.records.RecordReading;
import io.riskmesh.records.RecordScoring;
import io.riskmesh.records.RecordSyntaxException;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The input of {@code score --input} and the file of its answers. */
final class RecordFiles {
  /** Standard input or output. */
  static final String STANDARD = "-";

  private final String input;
  private final RecordFormat inputFormat;
  private final String output;
  private final RecordFormat outputFormat;

  private RecordFiles(
      String input, RecordFormat inputFormat, String output, RecordFormat outputFormat) {
    this.input = input;
    this.inputFormat = inputFormat;
    this.output = output;
    this.outputFormat = outputFormat;
  }

  /**
   * Finds the input and the formats.
   *
   * @param format the input's format; by default what its name ends with, or JSON lines
   * @throws RunException {@code SOURCE_MISSING} if the input does not exist, {@code USAGE} if no
   *     format is known or the output is the input
   */
  static RecordFiles find(String input, Optional<String> format, String output) {
    boolean isStandard = input.equals(STANDARD);
    if (!isStandard && (!Files.exists(Path.of(input)) || Files.isDirectory(Path.of(input)))) {
      throw new RunException(Outcome.SOURCE_MISSING, "--input %s is not a file".formatted(input));
    }
    RecordFormat inputFormat =
        format
            .map(name -> RecordFormat.ofFileName("." + name))
            .orElseGet(
                () ->
                    isStandard
                        ? Optional.of(RecordFormat.JSON_LINES)
                        : RecordFormat.ofFileName(input))
            .orElseThrow(() -> unknown(input, format));
    if (!isStandard) {
      requireOther(input, output);
    }
    requirePlace(output);
    return new RecordFiles(
        input, inputFormat, output, RecordFormat.ofFileName(output).orElse(inputFormat));
  }

  private static RunException unknown(String input, Optional<String> format) {
    return new RunException(
        Outcome.USAGE,
        format
            .map("--input-format %s must be csv, jsonl or json"::formatted)
            .orElse(
                "the format of --input %s is not known: pass --input-format csv, jsonl or json"
                    .formatted(input)));
  }

  private static void requirePlace(String output) {
    Path folder = Path.of(output).toAbsolutePath().getParent();
    if (Files.isDirectory(Path.of(output)) || folder == null || !Files.isDirectory(folder)) {
      throw new RunException(
          Outcome.USAGE,
          "--output %s is not a file in a folder that exists: create the folder, or name another file"
              .formatted(output));
    }
  }

  private static void requireOther(String input, String output) {
    try {
      if (Files.exists(Path.of(output)) && Files.isSameFile(Path.of(input), Path.of(output))) {
        throw new RunException(
            Outcome.USAGE, "--output %s is the input: name another file".formatted(output));
      }
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING, "--output %s cannot be used".formatted(output), e);
    }
  }

  /**
   * Answers the records. A file of answers appears when it is complete.
   *
   * @throws RunException {@code DATA_QUALITY} if the input as a whole is not in its format, {@code
   *     SOURCE_MISSING} if the files cannot be read or written
   */
  RecordCounts answer(RecordScoring scoring, AnswerShape shape) {
    Path target = Path.of(output);
    try (InputStream in =
            input.equals(STANDARD) ? System.in : Files.newInputStream(Path.of(input));
        RecordReading records = inputFormat.open(in, RecordLimits.FILE)) {
      if (output.equals(STANDARD)) {
        return write(records, new FileOutputStream(FileDescriptor.out), scoring, shape);
      }
      return Files.exists(target) && !Files.isRegularFile(target)
          ? write(records, Files.newOutputStream(target), scoring, shape)
          : replace(target, records, scoring, shape);
    } catch (RecordSyntaxException | RecordLimitException e) {
      throw new RunException(
          Outcome.DATA_QUALITY, "--input %s: %s".formatted(input, e.getMessage()), e);
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "--input %s cannot be read, or --output %s not written: %s"
              .formatted(input, output, e.getMessage()),
          e);
    }
  }

  private RecordCounts replace(
      Path target, RecordReading records, RecordScoring scoring, AnswerShape shape)
      throws IOException {
    Path begun =
        target.resolveSibling(
            ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
    // A process that is asked to end runs no finally.
    begun.toFile().deleteOnExit();
    try {
      RecordCounts counts = write(records, Files.newOutputStream(begun), scoring, shape);
      Files.move(begun, target, StandardCopyOption.REPLACE_EXISTING);
      return counts;
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  private RecordCounts write(
      RecordReading records, OutputStream to, RecordScoring scoring, AnswerShape shape)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(to)) {
      return scoring.run(records, AnswerWriter.to(out, outputFormat, shape));
    }
  }
}
