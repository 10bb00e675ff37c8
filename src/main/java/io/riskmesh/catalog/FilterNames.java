package io.riskmesh.catalog;

import io.riskmesh.spark.ScalaInterop;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** Finds the columns that {@code source.filter} names, before there is a schema to resolve it. */
final class FilterNames {
  private FilterNames() {}

  /**
   * Returns the column names; empty without a filter, and for invalid SQL, which is reported where
   * the filter is applied.
   */
  static Set<String> of(SourceSelection wanted) {
    Set<String> names = new LinkedHashSet<>();
    try {
      wanted
          .source()
          .filter()
          .ifPresent(filter -> collect(new CatalystSqlParser().parseExpression(filter), names));
    } catch (Exception e) {
      // Scala throws undeclared checked exceptions.
      if (!(e instanceof ParseException)) {
        throw e;
      }
    }
    return names;
  }

  private static void collect(Expression e, Set<String> names) {
    if (e instanceof UnresolvedAttribute attribute) {
      // The first part is the column; the rest selects fields inside it.
      names.add(attribute.nameParts().head());
    }
    ScalaInterop.list(e.children()).forEach(child -> collect(child, names));
  }
}
