package io.riskmesh.rows;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Counts numbers in buckets, in plain arrays: about 45 bytes per bucket, and nothing per number. A
 * bucket is named by a number, for instance by what its numbers are rounded to.
 */
public final class NumberCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_ROOM = 64;

  private double[] buckets;
  private double[] least;
  private double[] greatest;
  private long[] rows;
  private int size;

  /** Creates counts without any number. */
  public NumberCounts() {
    clear();
  }

  /** Forgets all numbers. */
  public void clear() {
    allocate(FIRST_ROOM);
    size = 0;
  }

  private void allocate(int room) {
    buckets = new double[room];
    least = new double[room];
    greatest = new double[room];
    rows = new long[room];
  }

  /** Returns the number of buckets. */
  public int size() {
    return size;
  }

  /**
   * Counts one row.
   *
   * @param bucket not NaN; the two zeros are the same bucket
   */
  public void add(double bucket, double number) {
    add(bucket, number, number, 1);
  }

  /** Counts rows whose numbers lie between two numbers, both of which occur. */
  public void add(double bucket, double smallest, double largest, long more) {
    int slot = slot(bucket);
    if (rows[slot] == 0) {
      buckets[slot] = bucket;
      least[slot] = smallest;
      greatest[slot] = largest;
      size++;
    } else {
      least[slot] = Math.min(least[slot], smallest);
      greatest[slot] = Math.max(greatest[slot], largest);
    }
    rows[slot] += more;
    if (size > rows.length - rows.length / 4) {
      grow();
    }
  }

  private int slot(double bucket) {
    // The sum turns -0.0 into 0.0, which is the same number.
    int mask = rows.length - 1;
    int slot = HashSlots.first(Double.doubleToRawLongBits(bucket + 0.0), rows.length);
    while (rows[slot] != 0 && buckets[slot] != bucket) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    double[][] old = {buckets, least, greatest};
    long[] counted = rows;
    allocate(rows.length * 2);
    size = 0;
    for (int i = 0; i < counted.length; i++) {
      if (counted[i] != 0) {
        add(old[0][i], old[1][i], old[2][i], counted[i]);
      }
    }
  }

  /** Adds all counts of another. */
  public void addAll(NumberCounts other) {
    other.forEach(this::add);
  }

  /** Receives one bucket, the smallest and largest of its numbers, and its rows. */
  public interface BucketVisitor {
    /** Called once per bucket. */
    void visit(double bucket, double least, double greatest, long rows);
  }

  /** Passes on the buckets, in no order. */
  public void forEach(BucketVisitor visitor) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != 0) {
        visitor.visit(buckets[i], least[i], greatest[i], rows[i]);
      }
    }
  }

  /** Passes on the buckets in ascending order. */
  public void forEachAscending(BucketVisitor visitor) {
    Integer[] order = new Integer[size];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != 0) {
        order[at++] = i;
      }
    }
    Arrays.sort(order, (one, other) -> Double.compare(buckets[one], buckets[other]));
    for (int i : order) {
      visitor.visit(buckets[i], least[i], greatest[i], rows[i]);
    }
  }
}
