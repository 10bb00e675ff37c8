package io.riskmesh.train;

import io.riskmesh.train.Shard.Matrices;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/** One worker: reads its shard, agrees with the others that it can be trained on, and boosts. */
final class BarrierTask extends AbstractFunction1<Iterator<InternalRow>, Iterator<byte[]>>
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(BarrierTask.class);

  /**
   * What travels to the workers.
   *
   * @param width number of features
   * @param expectedRows about how many train rows one worker gets
   * @param params native parameters
   * @param patience early stopping rounds; 0 = off
   * @param tracker where the workers find each other; empty when there is only one
   * @param reports where rounds are reported
   */
  record Plan(
      int width,
      long expectedRows,
      Map<String, Object> params,
      int rounds,
      int patience,
      Map<String, Object> tracker,
      RoundSender.Target reports)
      implements Serializable {}

  private final Plan plan;

  BarrierTask(Plan plan) {
    this.plan = plan;
  }

  @Override
  public Iterator<byte[]> apply(Iterator<InternalRow> rows) {
    try {
      List<byte[]> results = work(rows, BarrierTaskContext.get());
      return JavaConverters.asScalaIterator(results.iterator());
    } catch (XGBoostError e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private List<byte[]> work(Iterator<InternalRow> rows, BarrierTaskContext context)
      throws XGBoostError {
    Shard shard = Shard.read(rows, plan.width(), plan.expectedRows());
    List<Census> all =
        Arrays.stream(context.allGather(shard.census().toString())).map(Census::parse).toList();
    if (Census.trainable(all)) {
      return boost(shard, all, context);
    }
    // A value, not an exception: Spark would try the whole stage four times before it gave up.
    return context.partitionId() == 0
        ? List.of(new WorkerResult(all, List.of(), new byte[0]).encode())
        : List.of();
  }

  private List<byte[]> boost(Shard shard, List<Census> all, BarrierTaskContext context)
      throws XGBoostError {
    try (Matrices matrices = shard.matrices()) {
      join(context);
      return train(matrices, all, context, Communicator.getRank() == 0);
    } finally {
      leave();
    }
  }

  private List<byte[]> train(
      Matrices matrices, List<Census> all, BarrierTaskContext context, boolean first)
      throws XGBoostError {
    try (RoundSender sender = first ? RoundSender.to(plan.reports()) : RoundSender.none()) {
      RoundLoop loop = new RoundLoop(plan.params(), plan.rounds(), plan.patience());
      byte[] model = loop.run(matrices, sender, context::killTaskIfInterrupted, first);
      return first ? List.of(new WorkerResult(all, loop.history(), model).encode()) : List.of();
    }
  }

  private void join(BarrierTaskContext context) throws XGBoostError {
    if (!plan.tracker().isEmpty()) {
      Map<String, Object> settings = new HashMap<>(plan.tracker());
      // Ranks follow the order of these names.
      settings.put("dmlc_task_id", "%06d".formatted(context.partitionId()));
      Communicator.init(settings);
    }
  }

  /** A failure here would hide the one that matters. */
  private void leave() {
    try {
      if (!plan.tracker().isEmpty()) {
        Communicator.shutdown();
      }
    } catch (XGBoostError e) {
      LOG.warn("the communicator did not shut down cleanly", e);
    }
  }
}
