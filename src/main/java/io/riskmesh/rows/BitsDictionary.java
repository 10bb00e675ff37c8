package io.riskmesh.rows;

import java.util.Arrays;

/**
 * Distinct values of up to 64 bits, numbered in the order in which they were added: a hash table
 * with open addressing.
 */
public final class BitsDictionary {
  /** The number of a value that was not added. */
  public static final int ABSENT = -1;

  private static final int FIRST_SIZE = 32;

  private long[] values = new long[FIRST_SIZE];

  /** Numbers plus one; zero where free. Twice as long as the values. */
  private int[] slots = new int[2 * FIRST_SIZE];

  private int size;

  /** Returns how many values were added. */
  public int size() {
    return size;
  }

  /** Returns the number of a value, or {@link #ABSENT}. */
  public int find(long bits) {
    int slot = HashSlots.first(bits, slots.length);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (values[number] == bits) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return ABSENT;
  }

  /** Adds a value that is absent, and returns its number. */
  public int add(long bits) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      slots = new int[2 * values.length];
      for (int number = 0; number < size; number++) {
        place(number);
      }
    }
    values[size] = bits;
    place(size);
    return size++;
  }

  private void place(int number) {
    int slot = HashSlots.first(values[number], slots.length);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = number + 1;
  }

  /** Returns the value with a number. */
  long value(int number) {
    return values[number];
  }
}
