package io.riskmesh.tracking;

import io.riskmesh.store.JsonText;
import java.io.PrintWriter;

/**
 * Writes one line per command in CloudWatch's embedded metric format to standard output. Where the
 * platform sends standard output to CloudWatch Logs, CloudWatch makes metrics of it.
 */
final class MetricTracker implements RunTracker {
  private final String environment;
  private final PrintWriter out;

  MetricTracker(String environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public void end(TrackedCommand command, TrackedEnd end) {
    out.println(JsonText.line(CommandMetrics.of(command, end).toEmf(environment)));
    out.flush();
  }

  @Override
  public String probe() {
    return "written to standard output, namespace %s".formatted(CommandMetrics.NAMESPACE);
  }
}
