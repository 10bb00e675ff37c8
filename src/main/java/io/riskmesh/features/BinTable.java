package io.riskmesh.features;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.features.ValueBin.BinType;
import io.riskmesh.privacy.SmallCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The bins of a feature, as they may be shown: bins of few rows are pooled, and bins of a masked
 * column are numbered. Counts are rows of train, whatever their weight.
 *
 * @param feature name of the feature
 * @param kind {@code woe} or {@code bins}
 * @param trend as the job declares it
 * @param informationValue of all bins
 */
public record BinTable(
    String feature,
    String kind,
    String column,
    String trend,
    double informationValue,
    List<BinRow> bins) {
  private static final String POOL = "small bins";

  /**
   * A bin.
   *
   * @param label name of the bin
   * @param from smallest number of a range; null if it has no lower end, or is no range
   * @param below end of a range, which does not belong to it
   * @param values values of a set, or the special code
   * @param share share of the rows of train
   * @param rate share of defaults among the rows; null without rows
   * @param woe weight of evidence, above 0 for fewer defaults than in train; null for pooled bins
   * @param informationValue its part of the information value; null for pooled bins
   */
  public record BinRow(
      String label,
      Double from,
      Double below,
      List<String> values,
      long rows,
      double share,
      long defaults,
      Double rate,
      Double woe,
      Double informationValue)
      implements SmallCells.CellGroup<BinRow> {

    static BinRow of(String label, ValueBin bin, boolean masked, long all) {
      return new BinRow(
              label,
              masked ? null : bin.from(),
              masked ? null : bin.below(),
              masked ? List.of() : bin.values(),
              bin.labels().rows(),
              0,
              bin.labels().positives(),
              null,
              null,
              null)
          .rated(all);
    }

    private BinRow rated(long all) {
      return new BinRow(
          label,
          from,
          below,
          values,
          rows,
          (double) rows / all,
          defaults,
          rows == 0 ? null : Double.valueOf((double) defaults / rows),
          woe,
          informationValue);
    }

    private BinRow with(double weight, double value) {
      return new BinRow(label, from, below, values, rows, share, defaults, rate, weight, value);
    }

    @Override
    public String name() {
      return label;
    }

    @Override
    public BinRow and(BinRow other) {
      return to(other);
    }

    @Override
    public BinRow to(BinRow next) {
      return new BinRow(
          POOL,
          null,
          null,
          List.of(),
          rows + next.rows,
          0,
          defaults + next.defaults,
          null,
          null,
          null);
    }
  }

  static BinTable of(FittedBins fitted, Set<String> masked) {
    BinnedFeature config = fitted.config();
    boolean hidden = masked.contains(config.column());
    long all = fitted.all().rows();
    List<BinRow> rows = new ArrayList<>();
    double value = 0;
    for (int i = 0; i < fitted.bins().size(); i++) {
      ValueBin bin = fitted.bins().get(i);
      boolean numbered = hidden && bin.type() != BinType.OTHER && bin.type() != BinType.MISSING;
      String label = numbered ? "#" + (i + 1) : bin.label();
      rows.add(BinRow.of(label, bin, hidden, all).with(fitted.woe(i), fitted.value(i)));
      value += fitted.value(i);
    }
    List<BinRow> empty = rows.stream().filter(row -> row.rows() == 0).toList();
    List<BinRow> filled = new ArrayList<>(rows);
    filled.removeAll(empty);
    BinRow none = new BinRow(POOL, null, null, List.of(), 0, 0, 0, null, null, null);
    List<BinRow> shown = SmallCells.pooled(filled, none);
    return new BinTable(
        config.name(),
        ConfigValue.word(config.kind()),
        config.column(),
        ConfigValue.word(config.limits().trend()),
        value,
        shown.stream().map(row -> row.rated(all)).toList());
  }
}
