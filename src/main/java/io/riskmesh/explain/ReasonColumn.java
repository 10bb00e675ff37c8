package io.riskmesh.explain;

import io.riskmesh.evaluate.RowExplainer;
import io.riskmesh.evaluate.ScoreColumn;
import io.riskmesh.model.ReasonRanking;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The reasons of a score: the declared features whose contributions raise the risk most against a
 * reference group, those that raise it most first. An array of {@link #REASON}; empty if none does.
 */
public final class ReasonColumn implements ScoreColumn {
  private static final long serialVersionUID = 1L;

  /** Name of the column. */
  public static final String NAME = "reasons";

  /**
   * A reason: the feature; code and text of the job, null without them; the value of its column as
   * text, null if it must not be shown or there are several columns; and by how much it raises the
   * log odds above the reference.
   */
  static final StructType REASON =
      new StructType()
          .add("feature", DataTypes.StringType, false)
          .add("code", DataTypes.StringType)
          .add("text", DataTypes.StringType)
          .add("value", DataTypes.StringType)
          .add("contribution", DataTypes.DoubleType, false);

  /**
   * What a feature gives as a reason.
   *
   * @param inputs number of inputs, which follow those of the feature before
   * @param reference mean contribution in the reference group
   * @param code code of the job, or null
   * @param text sentence of the job, or null
   * @param value position of the value, a text, among the carried columns; -1 for none
   */
  public record FeatureReason(
      String feature, int inputs, double reference, String code, String text, int value)
      implements Serializable {}

  private final List<FeatureReason> features;
  private final ReasonRanking ranking;
  private final int top;

  /**
   * Creates the column.
   *
   * @param features all features, in the order of the inputs
   * @param top most reasons of a row
   */
  public ReasonColumn(List<FeatureReason> features, int top) {
    this.features = List.copyOf(features);
    this.ranking =
        new ReasonRanking(
            features.stream().map(FeatureReason::inputs).toList(),
            features.stream().map(FeatureReason::reference).toList());
    this.top = top;
  }

  @Override
  public StructField field() {
    return new StructField(
        NAME,
        DataTypes.createArrayType(REASON, false),
        false,
        org.apache.spark.sql.types.Metadata.empty());
  }

  @Override
  public ColumnValues open(byte[] booster) {
    RowExplainer.InputContributions contributions = RowExplainer.load(booster).open();
    return (carried, inputs, at, margin) -> reasons(contributions.of(inputs, at, margin), carried);
  }

  private GenericArrayData reasons(double[] contributions, Object[] carried) {
    return new GenericArrayData(
        ranking.rank(contributions, top).stream()
            .map(risk -> reason(features.get(risk.feature()), risk.raised(), carried))
            .toArray());
  }

  private static GenericInternalRow reason(FeatureReason feature, double raised, Object[] carried) {
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(feature.feature()),
          UTF8String.fromString(feature.code()),
          UTF8String.fromString(feature.text()),
          feature.value() < 0 ? null : carried[feature.value()],
          raised
        });
  }
}
