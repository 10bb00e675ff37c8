package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
import io.riskmesh.train.RowShard.Matrices;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/**
 * One worker: reads its shard, agrees with the other workers that training can start, and boosts.
 */
final class WorkerTask extends AbstractFunction1<Iterator<InternalRow>, Iterator<byte[]>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Data that is sent to the workers.
   *
   * @param types types of the features
   * @param expectedRows approximate number of train rows per worker
   * @param course what each worker boosts
   * @param classWeights factors of the rows' weights
   * @param gpus GPUs that the driver's process has for its workers
   * @param earlier segments to resume from, encoded by {@link BoostingSegment#encode}
   * @param tracker settings to connect to the tracker; empty if there is only one worker
   * @param reports where to report rounds and segments
   */
  record TaskPlan(
      InputTypes types,
      long expectedRows,
      TrainingCourse course,
      ClassFactors classWeights,
      GpuDevices gpus,
      Broadcast<byte[]> earlier,
      Map<String, Object> tracker,
      ReportSender.ReportTarget reports)
      implements Serializable {}

  private final TaskPlan plan;

  WorkerTask(TaskPlan plan) {
    this.plan = plan;
  }

  /** Works in a barrier stage, on rows in the layout of {@link ShardLayout}. */
  @Override
  public Iterator<byte[]> apply(Iterator<InternalRow> rows) {
    ShardRow.ArrayRow view = new ShardRow.ArrayRow();
    java.util.Iterator<InternalRow> given = JavaConverters.asJavaIterator(rows);
    return JavaConverters.asScalaIterator(apply(new ShardRow.ShardRows(given, view::at)));
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
    RowShard shard = RowShard.read(rows, plan.types(), plan.expectedRows(), plan.classWeights());
    List<ShardStatistics> all =
        Arrays.stream(gather(shard.census().toString(), context))
            .map(ShardStatistics::parse)
            .toList();
    if (ShardStatistics.trainable(all)) {
      return boost(shard, all, context);
    }
    // Return a value rather than throw: Spark would try the whole stage four times before giving
    // up.
    return context.partitionId() == 0
        ? List.of(new WorkerResult(all, List.of()).encode())
        : List.of();
  }

  /** Returns the texts of all workers, in the order of the tasks. */
  private static String[] gather(String text, TaskContext context) {
    return context instanceof BarrierTaskContext group
        ? group.allGather(text)
        : new String[] {text};
  }

  private List<byte[]> boost(RowShard shard, List<ShardStatistics> all, TaskContext context)
      throws XGBoostError, IOException {
    TrainingCourse course = plan.gpus().place(plan.course(), context);
    try (Matrices matrices = shard.matrices(course.followsTrees());
        WorkerGroup group = WorkerGroup.join(plan.tracker(), context.partitionId());
        ReportSender reports =
            group.isFirst() ? ReportSender.connect(plan.reports()) : ReportSender.none()) {
      RoundLoop loop = new RoundLoop(course, matrices);
      for (BoostingSegment segment : BoostingSegment.decode(plan.earlier().value())) {
        loop.goOn(segment);
      }
      boolean first = group.isFirst();
      List<BoostingSegment> segments = loop.run(reports, context::killTaskIfInterrupted, first);
      return first ? List.of(new WorkerResult(all, segments).encode()) : List.of();
    }
  }
}
