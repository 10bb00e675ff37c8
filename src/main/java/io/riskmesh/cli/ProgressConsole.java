package io.riskmesh.cli;

import io.riskmesh.pipeline.StageProgress;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.StageJournal;
import io.riskmesh.train.TrainSummary;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;

/**
 * Shows progress on a terminal: one line per stage, and progress bars that are redrawn in place. If
 * the output is not a terminal, only the lines are printed.
 */
final class ProgressConsole implements StageProgress, AutoCloseable {
  private static final int WIDTH = 30;
  private static final long TASKS_AFTER_MILLIS = 2_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final ScheduledExecutorService ticks;

  private volatile SparkStatusTracker tasks;
  private volatile long begun;
  private boolean barShown;

  ProgressConsole(PrintWriter out) {
    this(out, isTerminal());
  }

  /** From Java 22 on, {@code System.console()} is never null unless {@code jdk.console} is set. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null && !"dumb".equals(System.getenv("TERM"));
  }

  ProgressConsole(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.ticks = Executors.newSingleThreadScheduledExecutor(ProgressConsole::daemon);
    if (terminal) {
      ticks.execute(this::tick);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "riskmesh-console");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void run(String runId, String job, String asOf) {
    out.printf("riskmesh %s  job %s  as of %s%n", runId, job, asOf);
    out.flush();
  }

  @Override
  public synchronized void begin(RunStage stage, SparkStatusTracker tracker) {
    tasks = tracker;
    begun = System.nanoTime();
    bar("  %-9s %s ...".formatted(stage.key(), stage.doing()));
  }

  @Override
  public synchronized void round(int round, int rounds, String metric, TrainSummary.Round metrics) {
    // The rounds are more informative than the single long task that they run in.
    tasks = null;
    String line =
        String.format(
            Locale.ROOT,
            "round %d of %d  %s%s",
            round,
            rounds,
            deciding(metric, metrics),
            metrics.otherMetrics().stream()
                .map(other -> number("  " + other.metric(), other.validation()))
                .collect(Collectors.joining()));
    if (terminal) {
      bar("  train     " + picture(round, rounds) + " " + line);
    } else if (round == 1 || round % 50 == 0) {
      out.println("  train     " + line);
      out.flush();
    }
  }

  private static String deciding(String metric, TrainSummary.Round metrics) {
    if (metrics.train() == null) {
      return number("validation " + metric, metrics.validation());
    }
    return number("train " + metric, metrics.train())
        + (Float.isNaN(metrics.validation()) ? "" : number("  validation", metrics.validation()));
  }

  private static String number(String name, float value) {
    return String.format(Locale.ROOT, "%s %.5f", name, value);
  }

  @Override
  public synchronized void trial(int trial, int trials, String metric, double score, int rounds) {
    tasks = null;
    String line =
        String.format(
            Locale.ROOT,
            "trial %d of %d  validation %s %.5f after %d rounds",
            trial + 1,
            trials,
            metric,
            score,
            rounds);
    if (terminal) {
      bar("  tune      " + picture(trial + 1, trials) + " " + line);
    } else {
      out.println("  tune      " + line);
      out.flush();
    }
  }

  @Override
  public synchronized void end(
      RunStage stage, String summary, StageJournal.Cost cost, boolean earlier) {
    tasks = null;
    bar("");
    String seconds = earlier ? "earlier" : String.format(Locale.ROOT, "%.1f s", cost.seconds());
    out.printf("  %-9s %-72s %9s%n", stage.key(), summary, seconds);
    out.flush();
  }

  @Override
  public synchronized void close() {
    ticks.shutdownNow();
    bar("");
  }

  private void tick() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(250);
        showTasks();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void showTasks() {
    SparkStatusTracker tracker = tasks;
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    if (tracker == null || millis < TASKS_AFTER_MILLIS) {
      return;
    }
    for (int id : tracker.getActiveStageIds()) {
      SparkStageInfo info = tracker.getStageInfo(id).getOrElse(() -> null);
      if (info != null && info.numTasks() > 0) {
        bar(
            "  %-9s %s task %d of %d  %d s"
                .formatted(
                    "",
                    picture(info.numCompletedTasks(), info.numTasks()),
                    info.numCompletedTasks(),
                    info.numTasks(),
                    millis / 1000));
        return;
      }
    }
  }

  private static String picture(int done, int all) {
    int filled = Math.min(WIDTH, WIDTH * done / Math.max(1, all));
    return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
  }

  /** Redraws the bar in place; an empty text removes it. */
  private void bar(String text) {
    if (terminal && (barShown || !text.isEmpty())) {
      TerminalText.steer(out, "\r\u001b[2K");
      out.print(text);
      out.flush();
      barShown = !text.isEmpty();
    }
  }
}
