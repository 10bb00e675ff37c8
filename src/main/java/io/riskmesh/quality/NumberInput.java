package io.riskmesh.quality;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What an aggregate takes from the numbers of a row, in plain Java. */
sealed interface NumberInput extends Serializable {
  /** Returns the type of the values that are aggregated. */
  DataType type();

  /** Returns the same input for rows of a schema. */
  default NumberInput in(StructType rows) {
    return this;
  }

  /**
   * Adds a row to an aggregate.
   *
   * @param numbers the row's numbers by reading, NaN where missing
   */
  void add(double[] numbers, InternalRow row, AggregateValues to, int aggregate);

  /** Returns whether there is no number in one of the readings. */
  private static boolean lacksOne(double[] numbers, int[] readings) {
    for (int reading : readings) {
      if (Double.isNaN(numbers[reading])) {
        return true;
      }
    }
    return false;
  }

  /** Counts rows in which one of the numbers meets a condition. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record TestedNumbers(NumberTest test, int[] readings) implements NumberInput {
    @Override
    public DataType type() {
      return DataTypes.BooleanType;
    }

    @Override
    public void add(double[] numbers, InternalRow row, AggregateValues to, int aggregate) {
      for (int reading : readings) {
        if (test.holds(numbers[reading])) {
          to.count(aggregate);
          return;
        }
      }
    }
  }

  /** A hash of the numbers, which is equal for equal numbers; none if a number is missing. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record HashedNumbers(int[] readings) implements NumberInput {
    private static final long SEED = 42;

    @Override
    public DataType type() {
      return DataTypes.LongType;
    }

    @Override
    public void add(double[] numbers, InternalRow row, AggregateValues to, int aggregate) {
      if (lacksOne(numbers, readings)) {
        return;
      }
      long hash = SEED;
      for (int reading : readings) {
        // The sum turns -0.0 into 0.0, which is the same number.
        hash = XXH64.hashLong(Double.doubleToLongBits(numbers[reading] + 0.0), hash);
      }
      to.offer(aggregate, hash);
    }
  }

  /**
   * The value of a column as it is stored; none if the number is missing.
   *
   * @param at position of the column in the rows
   */
  record StoredNumber(int reading, String column, DataType type, int at) implements NumberInput {
    @Override
    public NumberInput in(StructType rows) {
      return new StoredNumber(reading, column, type, rows.fieldIndex(column));
    }

    @Override
    public void add(double[] numbers, InternalRow row, AggregateValues to, int aggregate) {
      if (!Double.isNaN(numbers[reading])) {
        to.offer(aggregate, row, at);
      }
    }
  }
}
