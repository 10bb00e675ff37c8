package io.riskmesh.catalog;

import io.riskmesh.rows.ScalaInterop;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** The columns that {@code source.filter} names, known before there is a schema to bind it to. */
final class FilterNames {
  private FilterNames() {}

  /** Empty without a filter, and for one that is no SQL, of which whoever applies it will tell. */
  static Set<String> of(SourceSelection wanted) {
    Set<String> names = new LinkedHashSet<>();
    try {
      wanted
          .source()
          .filter()
          .ifPresent(filter -> collect(new CatalystSqlParser().parseExpression(filter), names));
    } catch (Exception e) {
      // Scala throws undeclared.
      if (!(e instanceof ParseException)) {
        throw e;
      }
    }
    return names;
  }

  private static void collect(Expression e, Set<String> names) {
    if (e instanceof UnresolvedAttribute attribute) {
      // The first part is the column, whatever is taken out of it.
      names.add(attribute.nameParts().head());
    }
    ScalaInterop.list(e.children()).forEach(child -> collect(child, names));
  }
}
