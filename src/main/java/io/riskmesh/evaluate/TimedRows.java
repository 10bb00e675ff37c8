package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.split.VintagePeriod;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/** Scored rows with their months, in one array: 16 bytes per row. */
final class TimedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int POSITIVE = 1;
  private static final int LATER = 2;
  private static final int FIELDS = 4;
  private static final int FIRST_ROOM = 64;

  private int[] values = new int[FIRST_ROOM];
  private int size;

  /**
   * Adds a row.
   *
   * @param part test or out of time
   * @param month months since January of the year 0, or {@link VintagePeriod#UNTIMED}
   */
  synchronized void add(SplitPart part, int month, boolean isPositive, float weight, float margin) {
    int at = room(1);
    values[at] = month;
    values[at + 1] = (part == SplitPart.OUT_OF_TIME ? LATER : 0) | (isPositive ? POSITIVE : 0);
    values[at + 2] = Float.floatToRawIntBits(weight);
    values[at + 3] = Float.floatToRawIntBits(margin);
  }

  /** Adds all rows of another task. */
  synchronized void add(TimedRows other) {
    int at = room(other.size);
    System.arraycopy(other.values, 0, values, at, other.size * FIELDS);
  }

  private int room(int more) {
    int at = size * FIELDS;
    size += more;
    if (size * FIELDS > values.length) {
      values = Arrays.copyOf(values, Math.max(size * FIELDS, values.length * 2));
    }
    return at;
  }

  int size() {
    return size;
  }

  SplitPart part(int row) {
    return (values[row * FIELDS + 1] & LATER) == 0 ? SplitPart.TEST : SplitPart.OUT_OF_TIME;
  }

  int month(int row) {
    return values[row * FIELDS];
  }

  boolean isPositive(int row) {
    return (values[row * FIELDS + 1] & POSITIVE) != 0;
  }

  float weight(int row) {
    return Float.intBitsToFloat(values[row * FIELDS + 2]);
  }

  float margin(int row) {
    return Float.intBitsToFloat(values[row * FIELDS + 3]);
  }

  /** Spark may send the rows of a running task, with a heartbeat, while it adds to them. */
  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    values = Arrays.copyOf(values, Math.max(FIRST_ROOM, size * FIELDS));
    out.defaultWriteObject();
  }
}
