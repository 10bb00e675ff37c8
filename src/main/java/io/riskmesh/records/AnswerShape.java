package io.riskmesh.records;

import io.riskmesh.model.ModelInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What answers contain.
 *
 * @param model the model that answers
 * @param copied columns of a record that are copied to its answer, if it has them
 * @param reasons most reasons of an answer; 0 for none
 */
public record AnswerShape(ModelInfo model, List<String> copied, int reasons) {
  /** Columns of an answer in CSV; those of reasons follow. */
  static final List<String> COLUMNS =
      List.of("probability", "calibrated", "band", "decision", "errors", "remarks");

  /** Parts of a reason, in the order of their columns. */
  private static final List<String> PARTS =
      List.of("feature", "code", "text", "value", "contribution");

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if two columns of an answer would have the same name
   */
  public AnswerShape {
    copied = List.copyOf(copied);
    Set<String> names = new HashSet<>();
    for (String name : columns(copied, reasons).toList()) {
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "two columns of an answer would be named \"%s\"".formatted(name));
      }
    }
  }

  /** Returns the header of answers in CSV. */
  List<String> columns() {
    return columns(copied, reasons).toList();
  }

  private static Stream<String> columns(List<String> copied, int reasons) {
    Stream<String> ofReasons =
        IntStream.rangeClosed(1, reasons)
            .boxed()
            .flatMap(i -> PARTS.stream().map(part -> "reason_%d_%s".formatted(i, part)));
    return Stream.of(copied.stream(), COLUMNS.stream(), ofReasons).flatMap(s -> s);
  }
}
