package io.riskmesh.rows;

import io.riskmesh.spark.ScalaInterop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.MutableProjection;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Rows of a query in Spark's internal format, for code that reads them in plain Java. A query that
 * only selects from files runs without generated code: for a hundred columns, the JVM takes longer
 * to compile such code than to read a million rows. Conditions and the few columns that are not
 * simply read are interpreted.
 */
public final class PlainRows {
  private final JavaRDD<InternalRow> rows;
  private final StructType schema;

  /** The rows as batches of columns; null if they are not read so. */
  private final JavaRDD<ColumnarBatch> batches;

  private PlainRows(JavaRDD<InternalRow> rows, StructType schema, JavaRDD<ColumnarBatch> batches) {
    this.rows = rows;
    this.schema = schema;
    this.batches = batches;
  }

  /** Plans a query; runs no job. */
  public static PlainRows of(Dataset<Row> query) {
    return PlanOutput.of(query.queryExecution().sparkPlan())
        .map(output -> new PlainRows(output.rows, output.schema(query), output.batches))
        .orElseGet(
            () -> new PlainRows(query.queryExecution().toRdd().toJavaRDD(), query.schema(), null));
  }

  /** Returns the rows; each is valid until the next one is read. */
  public JavaRDD<InternalRow> rows() {
    return rows;
  }

  /**
   * Returns the rows as batches of columns, each valid until the next one is read; empty if they
   * are not read so, or if conditions or computed columns follow.
   */
  public Optional<JavaRDD<ColumnarBatch>> batches() {
    return Optional.ofNullable(batches);
  }

  /**
   * Returns the columns of the rows: those of the query under their names, in an order of their
   * own, among others.
   */
  public StructType schema() {
    return schema;
  }

  /** The output of a physical plan that needs no generated code. */
  private static final class PlanOutput {
    private final JavaRDD<InternalRow> rows;
    private final List<Attribute> columns;
    private final JavaRDD<ColumnarBatch> batches;

    PlanOutput(JavaRDD<InternalRow> rows, List<Attribute> columns, JavaRDD<ColumnarBatch> batches) {
      this.rows = rows;
      this.columns = columns;
      this.batches = batches;
    }

    static Optional<PlanOutput> of(SparkPlan plan) {
      if (plan instanceof FileSourceScanExec scan) {
        return of(scan);
      }
      if (plan instanceof FilterExec filter) {
        return of(filter.child()).map(child -> child.filtered(filter.condition()));
      }
      return plan instanceof ProjectExec project
          ? of(project.child())
              .map(child -> child.projected(ScalaInterop.list(project.projectList())))
          : Optional.empty();
    }

    private static Optional<PlanOutput> of(FileSourceScanExec scan) {
      List<Attribute> columns = ScalaInterop.list(scan.output());
      if (scan.supportsColumnar()) {
        JavaRDD<ColumnarBatch> batches = scan.executeColumnar().toJavaRDD();
        return Optional.of(
            new PlanOutput(batches.flatMap(ColumnarBatch::rowIterator), columns, batches));
      }
      // Values of partitions are added to such rows by generated code.
      return scan.relation().partitionSchema().isEmpty()
          ? Optional.of(new PlanOutput(scan.inputRDD().toJavaRDD(), columns, null))
          : Optional.empty();
    }

    private PlanOutput filtered(Expression condition) {
      Expression isKept = bound(List.of(condition)).get(0);
      return new PlanOutput(
          rows.mapPartitions(partition -> new KeptRows(partition, isKept)), columns, null);
    }

    private PlanOutput projected(List<NamedExpression> expressions) {
      List<Expression> computed = new ArrayList<>();
      List<Attribute> all = new ArrayList<>(columns);
      for (NamedExpression expression : expressions) {
        if (!(expression instanceof Attribute)) {
          computed.add((Expression) expression);
          all.add(expression.toAttribute());
        }
      }
      if (computed.isEmpty()) {
        return this;
      }
      List<Expression> values = bound(computed);
      return new PlanOutput(
          rows.mapPartitions(
              partition -> new ExtendedRows(partition, values.toArray(Expression[]::new))),
          all,
          null);
    }

    /** Replaces columns by their positions, which are looked up in one index for all. */
    private List<Expression> bound(List<Expression> expressions) {
      var input = package$.MODULE$.AttributeSeq(ScalaInterop.seq(columns));
      List<Expression> bound = new ArrayList<>();
      for (Expression expression : expressions) {
        bound.add(BindReferences.bindReference(expression, input, false));
      }
      return bound;
    }

    /** Names the columns as the query does; a column that the query does not have has no name. */
    private StructType schema(Dataset<Row> query) {
      Map<ExprId, String> names = new HashMap<>();
      List<Attribute> output = ScalaInterop.list(query.queryExecution().sparkPlan().output());
      IntStream.range(0, output.size())
          .forEach(i -> names.put(output.get(i).exprId(), query.schema().apply(i).name()));
      StructType schema = new StructType();
      for (Attribute column : columns) {
        schema =
            schema.add(
                names.getOrDefault(column.exprId(), ""), column.dataType(), column.nullable());
      }
      return schema;
    }
  }

  /** The rows for which a condition is true. */
  private static final class KeptRows implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final Expression condition;
    private InternalRow next;

    KeptRows(Iterator<InternalRow> rows, Expression condition) {
      this.rows = rows;
      this.condition = condition;
    }

    @Override
    public boolean hasNext() {
      while (next == null && rows.hasNext()) {
        InternalRow row = rows.next();
        if (Boolean.TRUE.equals(condition.eval(row))) {
          next = row;
        }
      }
      return next != null;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      InternalRow row = next;
      next = null;
      return row;
    }
  }

  /**
   * The rows with computed values after their own. The values are computed by generated code: they
   * are few, and a hash over all columns of a key is slow without it.
   */
  private static final class ExtendedRows implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final MutableProjection values;
    private final JoinedRow joined = new JoinedRow();

    ExtendedRows(Iterator<InternalRow> rows, Expression[] expressions) {
      this.rows = rows;
      this.values = MutableProjection.create(ScalaInterop.seq(Arrays.asList(expressions)));
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      InternalRow row = rows.next();
      return joined.apply(row, values.apply(row));
    }
  }
}
