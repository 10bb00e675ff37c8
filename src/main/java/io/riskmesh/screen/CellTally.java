package io.riskmesh.screen;

import io.riskmesh.rows.HashSlots;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts rows and defaults by key, in plain arrays. */
final class CellTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_ROOM = 64;

  /** Per slot: key, rows, defaults; a slot without rows is free. */
  private long[] slots = new long[3 * FIRST_ROOM];

  private int size;

  /** Adds rows of a key, at least one. */
  void add(long key, long rows, long defaults) {
    int room = slots.length / 3;
    int slot = HashSlots.first(key, room);
    while (slots[3 * slot + 1] != 0 && slots[3 * slot] != key) {
      slot = (slot + 1) & (room - 1);
    }
    if (slots[3 * slot + 1] == 0) {
      slots[3 * slot] = key;
      size++;
    }
    slots[3 * slot + 1] += rows;
    slots[3 * slot + 2] += defaults;
    if (4 * size > 3 * room) {
      grow();
    }
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    size = 0;
    addSlots(old);
  }

  private void addSlots(long[] others) {
    for (int i = 0; i < others.length; i += 3) {
      if (others[i + 1] != 0) {
        add(others[i], others[i + 1], others[i + 2]);
      }
    }
  }

  /** Adds all counts of another. */
  void addAll(CellTally other) {
    // Keys come in the order of their slots, and would pile up in a table that is too small.
    while (4 * (size + other.size) > slots.length) {
      grow();
    }
    addSlots(Arrays.copyOf(other.slots, other.slots.length));
  }

  /** Returns the counts by key, in the order of the keys. */
  Map<Long, LabelledRows> byKey() {
    Map<Long, LabelledRows> counts = new TreeMap<>();
    for (int i = 0; i < slots.length; i += 3) {
      if (slots[i + 1] != 0) {
        counts.put(slots[i], new LabelledRows(slots[i + 1], slots[i + 2]));
      }
    }
    return counts;
  }
}
