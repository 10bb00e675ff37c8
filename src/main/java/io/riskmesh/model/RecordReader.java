package io.riskmesh.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the values of records into slots, in the form in which they are matched and computed. */
final class RecordReader {
  private final List<SourceInput> inputs;
  private final List<NumberEntries> missing;
  private final Map<String, Set<String>> codes;

  /**
   * Creates a reader.
   *
   * @param inputs the columns to read; the index of an input is its slot
   * @param codes texts by column that stand for something other than a number
   */
  RecordReader(List<SourceInput> inputs, Map<String, Set<String>> codes) {
    this.inputs = inputs;
    this.missing = inputs.stream().map(input -> NumberEntries.of(input.missing())).toList();
    this.codes = Map.copyOf(codes);
  }

  InputSlots read(Map<String, ?> record) {
    InputSlots slots = new InputSlots(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      SourceInput input = inputs.get(i);
      Object value = value(input.column(), record);
      try {
        switch (input.reading()) {
          case NUMBER -> slots.numbers[i] = number(i, value);
          case TEXT ->
              slots.texts[i] =
                  CanonicalValues.plain(CanonicalValues.present(value, input.missing()));
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw unreadable(input, e);
      }
    }
    return slots;
  }

  private double number(int slot, Object value) {
    boolean isCode =
        value instanceof String text
            && codes.getOrDefault(inputs.get(slot).column(), Set.of()).contains(text.strip());
    return isCode || missing.get(slot).matches(value) ? Double.NaN : CanonicalValues.number(value);
  }

  private static Object value(String column, Map<String, ?> record) {
    Object value = record.get(column);
    if (value == null && !record.containsKey(column)) {
      throw new IllegalArgumentException(
          "the record has no column \"%s\"; a missing value is written as null".formatted(column));
    }
    return value;
  }

  private static IllegalArgumentException unreadable(SourceInput input, Exception cause) {
    return new IllegalArgumentException(
        "column \"%s\" cannot be read as a %s: %s"
            .formatted(
                input.column(),
                input.reading().name().toLowerCase(Locale.ROOT),
                cause.getMessage()),
        cause);
  }
}
