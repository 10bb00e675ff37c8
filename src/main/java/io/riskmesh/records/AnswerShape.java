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
  private static final String POINTS = "points";

  /** Columns of an answer in CSV; those of reasons follow. */
  private static final List<String> COLUMNS =
      List.of("probability", "calibrated", "band", "decision", POINTS, "errors", "remarks");

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
    for (String name : columns(model, copied, reasons).toList()) {
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "two columns of an answer would be named \"%s\"".formatted(name));
      }
    }
  }

  /** Returns the header of answers in CSV. */
  List<String> columns() {
    return columns(model, copied, reasons).toList();
  }

  /** Returns whether answers tell points. */
  boolean hasPoints() {
    return model.points() != null;
  }

  private static Stream<String> columns(ModelInfo model, List<String> copied, int reasons) {
    Stream<String> own =
        COLUMNS.stream().filter(name -> model.points() != null || !name.equals(POINTS));
    Stream<String> ofReasons =
        IntStream.rangeClosed(1, reasons)
            .boxed()
            .flatMap(i -> PARTS.stream().map(part -> "reason_%d_%s".formatted(i, part)));
    return Stream.of(copied.stream(), own, ofReasons).flatMap(s -> s);
  }
}
