package io.riskmesh.train;

import io.riskmesh.train.RowShard.Matrices;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/**
 * One worker: reads its shard, agrees with the other workers that training can start, and boosts.
 */
final class BarrierTask extends AbstractFunction1<Iterator<InternalRow>, Iterator<byte[]>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Data that is sent to the workers.
   *
   * @param width number of features
   * @param expectedRows approximate number of train rows per worker
   * @param course what each worker boosts
   * @param earlier segments to resume from, encoded by {@link BoostingSegment#encode}
   * @param tracker settings to connect to the tracker; empty if there is only one worker
   * @param reports where to report rounds and segments
   */
  record TaskPlan(
      int width,
      long expectedRows,
      TrainingCourse course,
      Broadcast<byte[]> earlier,
      Map<String, Object> tracker,
      ReportSender.ReportTarget reports)
      implements Serializable {}

  private final TaskPlan plan;

  BarrierTask(TaskPlan plan) {
    this.plan = plan;
  }

  @Override
  public Iterator<byte[]> apply(Iterator<InternalRow> rows) {
    try {
      List<byte[]> results = work(rows, BarrierTaskContext.get());
      return JavaConverters.asScalaIterator(results.iterator());
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

  private List<byte[]> work(Iterator<InternalRow> rows, BarrierTaskContext context)
      throws XGBoostError, IOException {
    RowShard shard = RowShard.read(rows, plan.width(), plan.expectedRows());
    List<ShardStatistics> all =
        Arrays.stream(context.allGather(shard.census().toString()))
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

  private List<byte[]> boost(RowShard shard, List<ShardStatistics> all, BarrierTaskContext context)
      throws XGBoostError, IOException {
    try (Matrices matrices = shard.matrices();
        WorkerGroup group = WorkerGroup.join(plan.tracker(), context.partitionId());
        ReportSender reports =
            group.isFirst() ? ReportSender.connect(plan.reports()) : ReportSender.none()) {
      RoundLoop loop = new RoundLoop(plan.course(), matrices);
      for (BoostingSegment segment : BoostingSegment.decode(plan.earlier().value())) {
        loop.goOn(segment);
      }
      boolean first = group.isFirst();
      List<BoostingSegment> segments = loop.run(reports, context::killTaskIfInterrupted, first);
      return first ? List.of(new WorkerResult(all, segments).encode()) : List.of();
    }
  }
}
