package io.riskmesh.session;

import io.riskmesh.store.StageJournal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Rows and bytes that Spark's tasks read per stage of the run, from Spark's task metrics. */
final class StageCosts extends SparkListener {
  private static final String PROPERTY = "riskmesh.stage";
  private static final long DRAIN_MILLIS = 5_000;

  private record InputRead(LongAdder rows, LongAdder bytes) {}

  private final SparkContext context;
  private final Map<Integer, String> names = new ConcurrentHashMap<>();
  private final Map<String, InputRead> reads = new ConcurrentHashMap<>();

  StageCosts(SparkContext context) {
    this.context = context;
    context.addSparkListener(this);
  }

  /** Attributes the jobs that this thread submits from here on to a stage. */
  void begin(String stage) {
    context.setLocalProperty(PROPERTY, stage);
    context.setJobDescription("riskmesh: " + stage);
  }

  /** Returns the cost of a stage; waits until Spark has delivered the events of its last task. */
  StageJournal.Cost end(String stage, double seconds) {
    try {
      context.listenerBus().waitUntilEmpty(DRAIN_MILLIS);
    } catch (TimeoutException e) {
      // Too many events: the cost then misses a few tasks, but the run is not affected.
    }
    InputRead read = read(stage);
    return new StageJournal.Cost(
        seconds, read.rows().sum(), read.bytes().sum(), ProcessMemory.readPeak());
  }

  private InputRead read(String stage) {
    return reads.computeIfAbsent(stage, s -> new InputRead(new LongAdder(), new LongAdder()));
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    String stage = event.properties() == null ? null : event.properties().getProperty(PROPERTY);
    if (stage != null) {
      names.put(event.stageInfo().stageId(), stage);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    String stage = names.get(event.stageId());
    if (stage != null && event.taskMetrics() != null) {
      read(stage).rows().add(event.taskMetrics().inputMetrics().recordsRead());
      read(stage).bytes().add(event.taskMetrics().inputMetrics().bytesRead());
    }
  }
}
