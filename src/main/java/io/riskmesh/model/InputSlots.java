package io.riskmesh.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A record's values in the form in which they are matched and computed; the index of an input is
 * its slot.
 */
final class InputSlots {
  final double[] numbers;
  final String[] texts;

  InputSlots(int size) {
    this.numbers = new double[size];
    this.texts = new String[size];
  }

  static InputSlots read(List<SourceInput> inputs, Map<String, ?> record) {
    InputSlots slots = new InputSlots(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      SourceInput input = inputs.get(i);
      Object found = value(input.column(), record);
      try {
        Object value = CanonicalValues.present(found, input.missing());
        switch (input.reading()) {
          case NUMBER -> slots.numbers[i] = CanonicalValues.number(value);
          case TEXT -> slots.texts[i] = CanonicalValues.plain(value);
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw unreadable(input, e);
      }
    }
    return slots;
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
