package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
import io.riskmesh.spark.ScalaInterop;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * One worker: reads its shard, agrees with the other workers that work can start, and does what the
 * subclass says. The first result of the first worker is an encoded {@link WorkerResult}.
 */
abstract class ShardTask extends AbstractFunction1<Iterator<InternalRow>, Iterator<byte[]>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What every worker has to know to begin.
   *
   * @param types types of the features
   * @param expectedRows approximate number of train rows per worker
   * @param classWeights factors of the rows' weights
   * @param gpus GPUs that the driver's process has for its workers
   * @param tracker settings to connect to the tracker; empty if there is only one worker
   */
  record ShardPlan(
      InputTypes types,
      long expectedRows,
      ClassFactors classWeights,
      GpuDevices gpus,
      Map<String, Object> tracker)
      implements Serializable {}

  private final ShardPlan plan;

  ShardTask(ShardPlan plan) {
    this.plan = plan;
  }

  /** Works in a barrier stage, on rows in the layout of {@link ShardLayout}. */
  @Override
  public Iterator<byte[]> apply(Iterator<InternalRow> rows) {
    ShardRow.ArrayRow view = new ShardRow.ArrayRow();
    java.util.Iterator<InternalRow> given = ScalaInterop.javaIterator(rows);
    return ScalaInterop.iterator(apply(new ShardRow.ShardRows(given, view::at)));
  }

  /** Works as a member of a barrier stage, or as the only worker. */
  java.util.Iterator<byte[]> apply(java.util.Iterator<ShardRow> rows) {
    try {
      return work(rows, TaskContext.get()).iterator();
    } catch (XGBoostError e) {
      throw failure(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Classifies a failure: if a worker loses another one, the library's collective operations fail,
   * which is repeatable.
   */
  private RuntimeException failure(XGBoostError e) {
    return !plan.tracker().isEmpty() && String.valueOf(e.getMessage()).contains("collective")
        ? new IllegalStateException(e.getMessage(), e)
        : new UnrepeatableFailure(e.getMessage(), e);
  }

  private List<byte[]> work(java.util.Iterator<ShardRow> rows, TaskContext context)
      throws XGBoostError, IOException {
    RowShard shard = read(rows, plan);
    List<ShardStatistics> all =
        Arrays.stream(gather(shard.census().toString(), context))
            .map(ShardStatistics::parse)
            .toList();
    if (ShardStatistics.trainable(all)) {
      return work(shard, all, context);
    }
    // Return a value rather than throw: Spark would try the whole stage four times before giving
    // up.
    return context.partitionId() == 0
        ? List.of(new WorkerResult(all, List.of()).encode())
        : List.of();
  }

  /** Reads the worker's rows, see {@link RowShard#read}. */
  RowShard read(java.util.Iterator<ShardRow> rows, ShardPlan given) {
    return RowShard.read(rows, given.types(), given.expectedRows(), given.classWeights());
  }

  /**
   * Does the work; the first worker returns its results.
   *
   * @param all statistics of the rows of all workers, by which work can start
   */
  abstract List<byte[]> work(RowShard shard, List<ShardStatistics> all, TaskContext context)
      throws XGBoostError, IOException;

  /** Returns the course of the worker, with its own device. */
  TrainingCourse placed(TrainingCourse course, TaskContext context) {
    return plan.gpus().place(course, context);
  }

  /** Joins the other workers; returns when all have. */
  WorkerGroup join(TaskContext context) throws XGBoostError {
    return WorkerGroup.join(plan.tracker(), context.partitionId());
  }

  /** Returns the texts of all workers, in the order of the tasks. */
  static String[] gather(String text, TaskContext context) {
    return context instanceof BarrierTaskContext group
        ? group.allGather(text)
        : new String[] {text};
  }
}
