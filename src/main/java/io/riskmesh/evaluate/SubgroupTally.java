package io.riskmesh.evaluate;

import io.riskmesh.rows.FixedPoint;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.AccumulatorV2;

/**
 * Sums the test rows by group and score while they are scored.
 *
 * <p>It is exact while rows times groupings are at most 2^20. Beyond, scores are rounded to a grid
 * of 2^-10 in log odds, which bounds the driver's memory to about 2 MB per group.
 */
public final class SubgroupTally {
  private static final long EXACT = 1L << 20;
  private static final int STEPS = 1 << 10;

  private final List<RowGroups> groupings;
  private final FixedPoint weights;
  private final boolean isExact;
  private final RowSum sum;

  private SubgroupTally(
      List<RowGroups> groupings, FixedPoint weights, boolean isExact, RowSum sum) {
    this.groupings = groupings;
    this.weights = weights;
    this.isExact = isExact;
    this.sum = sum;
  }

  /**
   * Plans a tally; with weights, runs one Spark job over them.
   *
   * @param test the rows that will be scored, with their {@code _weight}
   * @param rows number of these rows
   * @param isWeighted whether a weight may differ from 1
   */
  public static SubgroupTally plan(
      Dataset<Row> test, long rows, List<RowGroups> groupings, boolean isWeighted) {
    return plan(test, rows, groupings, isWeighted, EXACT);
  }

  static SubgroupTally plan(
      Dataset<Row> test, long rows, List<RowGroups> groupings, boolean isWeighted, long exact) {
    SparkSession spark = test.sparkSession();
    RowSum sum = new RowSum(groupings.size());
    spark.sparkContext().register(sum);
    return new SubgroupTally(
        List.copyOf(groupings),
        isWeighted ? FixedPoint.of(rows, heaviest(test)) : FixedPoint.UNWEIGHTED,
        rows * Math.max(1, groupings.size()) <= exact,
        sum);
  }

  private static float heaviest(Dataset<Row> test) {
    PlainRows plain = PlainRows.of(test.select(StagedColumns.column(StagedColumns.WEIGHT)));
    return plain
        .rows()
        .map(row -> row.isNullAt(0) ? 0f : row.getFloat(0))
        .fold(Float.MIN_NORMAL, Math::max);
  }

  /** Returns the names of the columns of staged rows that are read. */
  List<String> columns() {
    return groupings.stream().map(RowGroups::source).distinct().toList();
  }

  /** Returns how a grouping groups rows. */
  RowGroups grouping(int i) {
    return groupings.get(i);
  }

  /** Returns the groups of a grouping; empty if it has too many. */
  public List<GroupCell> groups(int i) {
    return GroupCells.of(groupings.get(i), sum.value().of(i));
  }

  /** Returns the unit of the weights. */
  FixedPoint weights() {
    return weights;
  }

  /** Returns what must see the rows. */
  RowObserver observer() {
    return summing(groupings, weights, isExact, sum);
  }

  /** Returns what reads the groups of rows and sums nothing. */
  RowObserver reader() {
    return reading(groupings);
  }

  private static RowObserver reading(List<RowGroups> groupings) {
    return schema -> {
      RowGroups.GroupReader[] readers = readers(groupings, schema);
      return new RowObserver.TaskRows() {
        @Override
        public String[] groups(InternalRow row) {
          return groupsOf(row, readers);
        }

        @Override
        public void see(
            Object[] row, String[] groups, float[] inputs, int at, float margin, float p) {
          // The groups are for others.
        }
      };
    };
  }

  private static RowGroups.GroupReader[] readers(List<RowGroups> groupings, StructType schema) {
    return groupings.stream().map(g -> g.open(schema)).toArray(RowGroups.GroupReader[]::new);
  }

  private static String[] groupsOf(InternalRow row, RowGroups.GroupReader[] readers) {
    String[] groups = new String[readers.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = readers[i].read(row);
    }
    return groups;
  }

  private static RowObserver summing(
      List<RowGroups> groupings, FixedPoint weights, boolean isExact, RowSum sum) {
    return schema -> new TaskTally(groupings, weights, isExact, sum, schema);
  }

  /** Sums the rows of a task, and passes the sums on at its end: Spark reads a sum at any time. */
  private static final class TaskTally implements RowObserver.TaskRows {
    private final RowGroups.GroupReader[] readers;
    private final FixedPoint weights;
    private final boolean isExact;
    private final RowSum sum;
    private final GroupedRows rows;

    TaskTally(
        List<RowGroups> groupings,
        FixedPoint weights,
        boolean isExact,
        RowSum sum,
        StructType schema) {
      this.readers = readers(groupings, schema);
      this.weights = weights;
      this.isExact = isExact;
      this.sum = sum;
      this.rows = new GroupedRows(readers.length);
    }

    @Override
    public String[] groups(InternalRow row) {
      return groupsOf(row, readers);
    }

    @Override
    public void see(
        Object[] row, String[] groups, float[] inputs, int at, float margin, float probability) {
      boolean isPositive = PredictionColumns.label(row) == 1;
      long weight = weights.weight(PredictionColumns.weight(row));
      long square = weights.square(PredictionColumns.weight(row));
      float p = isExact ? probability : ScoreScale.PROBABILITY.rounded(probability, STEPS);
      float m = isExact ? margin : ScoreScale.MARGIN.rounded(margin, STEPS);
      for (int i = 0; i < groups.length; i++) {
        GroupPoints points = rows.group(i, groups[i]);
        if (points != null) {
          points.add(p, m, isPositive, weight, square);
        }
      }
    }

    @Override
    public void end() {
      rows.trim();
      sum.add(rows);
    }
  }

  /** Adds up the sums of tasks. It has no name, so that it stays out of event logs. */
  private static final class RowSum extends AccumulatorV2<GroupedRows, GroupedRows> {
    private static final long serialVersionUID = 1L;

    private final int groupings;
    private GroupedRows rows;

    RowSum(int groupings) {
      this.groupings = groupings;
      this.rows = new GroupedRows(groupings);
    }

    @Override
    public synchronized boolean isZero() {
      return rows.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<GroupedRows, GroupedRows> copy() {
      RowSum copy = new RowSum(groupings);
      copy.rows.addAll(rows);
      return copy;
    }

    @Override
    public synchronized void reset() {
      rows = new GroupedRows(groupings);
    }

    @Override
    public synchronized void add(GroupedRows more) {
      if (rows.isEmpty()) {
        rows = more;
      } else {
        rows.addAll(more);
      }
    }

    @Override
    public synchronized void merge(AccumulatorV2<GroupedRows, GroupedRows> other) {
      rows.addAll(other.value());
    }

    @Override
    public synchronized GroupedRows value() {
      return rows;
    }
  }
}
