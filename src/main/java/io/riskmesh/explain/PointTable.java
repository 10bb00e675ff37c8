package io.riskmesh.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import io.riskmesh.model.PointScale;
import java.util.List;
import java.util.Locale;

/**
 * The content of {@code scorecard.json}: what a model's log odds are made of, in points. A row's
 * points are those of the base plus those of one cell of each table.
 *
 * @param scale how log odds become points
 * @param base points that every row has, not rounded
 * @param points points that every row has
 * @param rounding how far, at most, the sum of the rounded points can be from the exact points
 * @param tables one for each feature that the trees compare, or for each of its inputs, in the
 *     order of the model's inputs
 * @param unused features that no tree compares
 */
public record PointTable(
    PointScale scale,
    double base,
    int points,
    double rounding,
    List<FeaturePoints> tables,
    List<String> unused) {

  /** What the numbers of ranges are. */
  public enum RangeUnit {
    /** Values of the feature's column. */
    COLUMN,
    /** The feature's own number, as the model sees it. */
    FEATURE;

    /** Returns the name in the file. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The points of a feature. A value belongs to the cell that names it; else, if it is missing or
   * no usable number, to the one that is missing; else to its range, or to the one that is other.
   *
   * @param feature name of the feature, as the job declares it
   * @param input the model's input, if the feature's inputs have a table each; null otherwise
   * @param kind kind of the feature, as the job declares it
   * @param columns columns that the feature depends on
   * @param ranges what the numbers of ranges are; null without ranges
   * @param hidden whether a column is masked, so that cells are numbered and tell no values
   */
  public record FeaturePoints(
      String feature,
      String input,
      String kind,
      List<String> columns,
      RangeUnit ranges,
      boolean hidden,
      List<PointCell> cells) {

    /** Returns the fewest points of a cell. */
    public int lowest() {
      return cells.stream().mapToInt(PointCell::points).min().orElse(0);
    }

    /** Returns the most points of a cell. */
    public int highest() {
      return cells.stream().mapToInt(PointCell::points).max().orElse(0);
    }
  }

  /**
   * Values with the same points.
   *
   * @param label name of the cell
   * @param from smallest number of a range; null if it has no lower end, or is no range or hidden
   * @param below end of a range, which does not belong to it; null if it has no upper end, or is no
   *     range or hidden
   * @param values texts or special codes; none of a hidden cell
   * @param other whether texts that no cell names belong to it
   * @param missing whether missing values belong to it
   * @param woe weight of evidence of its values; null if the feature is none
   * @param contribution what the cell adds to the log odds of a default
   * @param exact the cell's points, not rounded
   * @param points the cell's points; more mean less risk
   */
  public record PointCell(
      String label,
      Double from,
      Double below,
      List<String> values,
      boolean other,
      boolean missing,
      Double woe,
      double contribution,
      double exact,
      int points) {}
}
