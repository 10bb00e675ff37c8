package io.riskmesh.model;

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
}
