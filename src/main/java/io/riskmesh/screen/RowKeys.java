package io.riskmesh.screen;

import io.riskmesh.features.FoldedInputs.FoldedJson;
import io.riskmesh.features.FoldedInputs.FoldedRows;
import io.riskmesh.features.LeadingBits;
import io.riskmesh.features.RowFeatures;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Reads the keys of a row's features. For one thread. */
final class RowKeys {
  /** What a task needs to begin, in a form that Spark can send. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record ScreenTask(
      byte[] spec,
      List<ScreenInput> inputs,
      List<FoldedJson> folded,
      LeadingBits bits,
      StructType schema)
      implements Serializable {
    static ScreenTask of(ScreenPlan plan, StructType schema) {
      return new ScreenTask(
          plan.spec().toJson(), plan.inputs(), plan.folded(), plan.bits(), schema);
    }

    RowKeys begin() {
      return new RowKeys(this);
    }
  }

  private final ScreenTask plan;
  private final RowFeatures features;
  private final List<FoldedRows> folded;
  private final float[] row;
  private final int idAt;
  private final int labelAt;

  private RowKeys(ScreenTask plan) {
    this.plan = plan;
    this.features =
        new RowFeatures(FeatureSpec.fromJson(plan.spec()), plan.schema(), StagedColumns.RAW);
    this.folded = plan.folded().stream().map(json -> json.rows(plan.schema())).toList();
    this.row = new float[features.size()];
    this.idAt = plan.schema().fieldIndex(StagedColumns.ROW);
    this.labelAt = plan.schema().fieldIndex(StagedColumns.LABEL);
  }

  /** Reads a row as every part but train has it. */
  void read(InternalRow staged) {
    features.evaluate(staged, row, 0);
  }

  /** Reads a train row as the training sees it: out of fold, where inputs learn from the label. */
  void readTrained(InternalRow staged) {
    read(staged);
    folded.forEach(inputs -> inputs.replace(staged, id(staged), row));
  }

  /** Returns the number of features. */
  int size() {
    return plan.inputs().size();
  }

  /** Returns the key of a feature in the row that was read last. */
  long key(int feature) {
    return plan.inputs().get(feature).key(row, plan.bits());
  }

  /** Returns whether a column of a feature has no value in the row that was read last. */
  boolean isMissing(int feature) {
    return plan.inputs().get(feature).isMissing(row);
  }

  long id(InternalRow staged) {
    return staged.getLong(idAt);
  }

  boolean isDefault(InternalRow staged) {
    return staged.getFloat(labelAt) == 1;
  }
}
