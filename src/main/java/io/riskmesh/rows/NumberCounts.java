package io.riskmesh.rows;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
    if (size > capacity()) {
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
    // Entries come in the order of their slots, and would pile up in a table that is too small.
    while (size + other.size > capacity()) {
      grow();
    }
    other.forEach(this::add);
  }

  private int capacity() {
    return rows.length - rows.length / 4;
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

  /** A bucket, the smallest and largest of its numbers, and its rows. */
  public record NumberBucket(double bucket, double least, double greatest, long rows) {}

  /** Returns the buckets in ascending order. */
  public List<NumberBucket> ascending() {
    List<NumberBucket> ascending = new ArrayList<>(size);
    forEach(
        (bucket, least, greatest, rows) ->
            ascending.add(new NumberBucket(bucket, least, greatest, rows)));
    ascending.sort(Comparator.comparingDouble(NumberBucket::bucket));
    return ascending;
  }

  /** Sends the buckets alone, without the free slots between them. */
  private Object writeReplace() {
    DenseCounts dense = new DenseCounts(size);
    forEach(dense::add);
    return dense;
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("sent as DenseCounts");
  }

  /** The buckets in arrays without gaps. */
  private static final class DenseCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] numbers;
    private final long[] rows;
    private int size;

    DenseCounts(int size) {
      this.numbers = new double[3 * size];
      this.rows = new long[size];
    }

    void add(double bucket, double least, double greatest, long more) {
      numbers[3 * size] = bucket;
      numbers[3 * size + 1] = least;
      numbers[3 * size + 2] = greatest;
      rows[size++] = more;
    }

    private Object readResolve() {
      NumberCounts counts = new NumberCounts();
      while (size > counts.capacity()) {
        counts.grow();
      }
      for (int i = 0; i < size; i++) {
        counts.add(numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2], rows[i]);
      }
      return counts;
    }
  }
}
