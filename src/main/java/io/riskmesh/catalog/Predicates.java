package io.riskmesh.catalog;

import io.riskmesh.spark.ScalaInterop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;

/** Analyses {@code source.filter} for a schema and splits it at each AND. */
final class Predicates {
  private Predicates() {}

  /**
   * Returns predicates that must all hold; empty without a filter.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when the filter is not valid for the
   *     schema
   */
  static List<Expression> of(SparkSession spark, SourceSelection wanted, StructType schema) {
    List<Expression> parts = new ArrayList<>();
    wanted
        .source()
        .filter()
        .map(filter -> FilterAnalysis.condition(spark.createDataFrame(List.of(), schema), filter))
        .ifPresent(condition -> split(condition, parts));
    return List.copyOf(parts);
  }

  private static void split(Expression e, List<Expression> parts) {
    if (e instanceof And and) {
      split(and.left(), parts);
      split(and.right(), parts);
    } else {
      parts.add(e);
    }
  }

  /** Returns the predicates that read only these columns. */
  static List<Expression> over(List<Expression> predicates, Set<String> columns) {
    return predicates.stream().filter(e -> columns.containsAll(reads(e))).toList();
  }

  /** Returns the names of the columns that a predicate reads. */
  static List<String> reads(Expression e) {
    return ScalaInterop.list(e.references().toSeq()).stream().map(Attribute::name).toList();
  }
}
