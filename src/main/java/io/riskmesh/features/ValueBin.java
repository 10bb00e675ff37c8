package io.riskmesh.features;

import io.riskmesh.config.PrivacyConfig;
import java.util.List;

/**
 * A bin of a column's values.
 *
 * @param from smallest number of a range, null if it has no lower end
 * @param below end of a range, which does not belong to it; null if it has no upper end
 * @param values values of a set, or the special code
 * @param labels rows of train
 */
record ValueBin(BinType type, Double from, Double below, List<String> values, LabelTally labels) {
  /** Which values a bin has. */
  enum BinType {
    /** A range of numbers. */
    RANGE,
    /** A set of values. */
    VALUES,
    /** A special code. */
    SPECIAL,
    /** All texts that are in no other bin. */
    OTHER,
    /** No value. */
    MISSING
  }

  static ValueBin range(Double from, Double below, LabelTally labels) {
    return new ValueBin(BinType.RANGE, from, below, List.of(), labels);
  }

  static ValueBin set(List<String> values, LabelTally labels) {
    return new ValueBin(BinType.VALUES, null, null, values, labels);
  }

  static ValueBin special(String code, LabelTally labels) {
    return new ValueBin(BinType.SPECIAL, null, null, List.of(code), labels);
  }

  static ValueBin other(LabelTally labels) {
    return new ValueBin(BinType.OTHER, null, null, List.of(), labels);
  }

  static ValueBin missing(LabelTally labels) {
    return new ValueBin(BinType.MISSING, null, null, List.of(), labels);
  }

  /** Returns whether train has enough rows of it for evidence of its own. */
  boolean isLarge() {
    return labels.rows() >= PrivacyConfig.SMALL_CELL;
  }

  /** Returns whether the bin is one of certain values, which its label names. */
  boolean hasValues() {
    return type != BinType.OTHER && type != BinType.MISSING;
  }

  /** Returns the bin in words, without the brackets that XGBoost refuses in names. */
  String label() {
    return switch (type) {
      case RANGE -> BinLabels.range(from, below);
      case VALUES -> BinLabels.values(values);
      case SPECIAL -> values.get(0);
      case OTHER -> "other";
      case MISSING -> "missing";
    };
  }
}
