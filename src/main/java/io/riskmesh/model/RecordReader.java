package io.riskmesh.model;

import io.riskmesh.model.FieldProblem.FieldFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads the values of records into slots, in the form in which they are matched and computed. */
final class RecordReader {
  private final List<SourceInput> inputs;
  private final List<NumberEntries> missing;
  private final DayReading[] days;
  private final Map<String, Set<String>> codes;

  /** The slots of each column. */
  private final Map<String, int[]> columns;

  /**
   * Creates a reader.
   *
   * @param inputs the columns to read; the index of an input is its slot
   * @param codes texts by column that stand for something other than a number
   */
  RecordReader(List<SourceInput> inputs, Map<String, Set<String>> codes) {
    this.inputs = inputs;
    this.missing = inputs.stream().map(input -> NumberEntries.of(input.missing())).toList();
    this.days =
        inputs.stream()
            .map(input -> input.format().isEmpty() ? null : DayReading.of(input.format()))
            .toArray(DayReading[]::new);
    this.codes = Map.copyOf(codes);
    this.columns = new LinkedHashMap<>();
    inputs.forEach(input -> columns.computeIfAbsent(input.column(), this::slots));
  }

  private int[] slots(String column) {
    return IntStream.range(0, inputs.size())
        .filter(i -> inputs.get(i).column().equals(column))
        .toArray();
  }

  /** Returns the columns, each with its slots, in the order in which the features name them. */
  Map<String, int[]> columns() {
    return columns;
  }

  InputSlots read(Map<String, ?> record) {
    InputSlots slots = new InputSlots(inputs.size());
    columns.forEach(
        (column, of) -> {
          Object value = record.get(column);
          if (value == null && !record.containsKey(column)) {
            throw new IllegalArgumentException(absent(column).message());
          }
          for (int slot : of) {
            read(slot, value, slots);
          }
        });
    return slots;
  }

  /** Returns the problem of a record without a column. */
  static FieldProblem absent(String column) {
    return new FieldProblem(
        column,
        FieldFault.ABSENT,
        "the record has no column \"%s\"; a missing value is null, or an empty cell of CSV"
            .formatted(column));
  }

  /**
   * Reads a value, null if it is missing, into a slot.
   *
   * @throws IllegalArgumentException naming the column, if the value cannot be read
   */
  void read(int slot, Object value, InputSlots slots) {
    SourceInput input = inputs.get(slot);
    try {
      switch (input.reading()) {
        case NUMBER -> slots.numbers[slot] = number(slot, value);
        case DAY ->
            slots.numbers[slot] =
                missing.get(slot).matches(value) ? Double.NaN : days[slot].day(value);
        case TEXT ->
            slots.texts[slot] =
                CanonicalValues.plain(CanonicalValues.present(value, input.missing()));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "column \"%s\" cannot be read as a %s: %s"
              .formatted(
                  input.column(), input.reading().name().toLowerCase(Locale.ROOT), e.getMessage()),
          e);
    }
  }

  private double number(int slot, Object value) {
    boolean isCode =
        value instanceof String text
            && codes.getOrDefault(inputs.get(slot).column(), Set.of()).contains(text.strip());
    return isCode || missing.get(slot).matches(value) ? Double.NaN : CanonicalValues.number(value);
  }

  /** Reads a number as {@link #read(int, Object, InputSlots)} does, without allocating anything. */
  void read(int slot, double value, InputSlots slots) {
    if (inputs.get(slot).reading() == SourceInput.ValueReading.NUMBER) {
      slots.numbers[slot] = missing.get(slot).matches(value) ? Double.NaN : value;
    } else {
      read(slot, Double.valueOf(value), slots);
    }
  }
}
