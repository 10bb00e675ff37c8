package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.expr;

import io.riskmesh.spark.ScalaInterop;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Analyses {@code source.filter} with Spark, and lets only a filter pass that does no harm. */
final class FilterAnalysis {
  private FilterAnalysis() {}

  /**
   * Returns the condition of a filter, resolved for the rows.
   *
   * @throws RunException {@code USAGE} when it is not valid for the rows, or uses features that are
   *     not allowed in a filter
   */
  static Expression condition(Dataset<Row> rows, String filter) {
    try {
      LogicalPlan plan = rows.filter(expr(filter)).queryExecution().analyzed();
      Expression condition = ((Filter) plan).condition();
      requireHarmless(condition, filter);
      return condition;
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new RunException(
            Outcome.USAGE,
            "source.filter \"%s\" is not a valid filter for this source: %s"
                .formatted(filter, reason(e.getMessage())),
            e);
      }
      throw e;
    }
  }

  /**
   * Returns the first line of Spark's message without its error class, SQL state and position. An
   * analysis sees no row.
   */
  private static String reason(String message) {
    return message
        .strip()
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^\\[[A-Z_0-9.]+\\] *", "")
        .replaceFirst(" *SQLSTATE: *\\w+", "")
        .replaceFirst("[ ;]*(\\(?line \\d+,? pos \\d+\\)?;?)?$", "");
  }

  /**
   * Rejects expressions that do more than select rows: a filter must not run code with the job's
   * rights.
   */
  private static void requireHarmless(Expression e, String filter) {
    String more = null;
    if (e instanceof CallMethodViaReflection) {
      more = "calls a method of the JVM";
    } else if (e instanceof UserDefinedExpression) {
      more = "calls a user's function";
    } else if (e instanceof SubqueryExpression) {
      more = "reads another table";
    } else if (e instanceof Nondeterministic) {
      more = "selects different rows each time";
    }
    if (more != null) {
      throw new RunException(
          Outcome.USAGE,
          "source.filter \"%s\" %s (%s): it may only apply Spark's own functions to columns of the source"
              .formatted(filter, more, e.prettyName()));
    }
    ScalaInterop.list(e.children()).forEach(child -> requireHarmless(child, filter));
  }
}
