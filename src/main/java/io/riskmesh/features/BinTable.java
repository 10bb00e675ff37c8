package io.riskmesh.features;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.yaml.ConfigValue;
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
   * @param below end of a range, which does not belong to it; null if it has no upper end
   * @param values values of a set, or the special code; none of a masked column
   * @param share share of the rows of train
   * @param defaults rows with default
   * @param rate share of defaults among the rows
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
      double rate,
      Double woe,
      Double informationValue) {}

  /** A bin that can be pooled with others. */
  private record PooledBin(
      String name, ValueBin bin, LabelTally labels, Double woe, Double informationValue)
      implements SmallCells.CellGroup<PooledBin> {

    @Override
    public long rows() {
      return labels.rows();
    }

    @Override
    public PooledBin and(PooledBin other) {
      return to(other);
    }

    @Override
    public PooledBin to(PooledBin next) {
      return new PooledBin(POOL, ValueBin.other(labels), labels.plus(next.labels), null, null);
    }

    BinRow row(boolean hidden, long all) {
      return new BinRow(
          name,
          hidden ? null : bin.from(),
          hidden ? null : bin.below(),
          hidden ? List.of() : bin.values(),
          rows(),
          (double) rows() / all,
          labels.positives(),
          (double) labels.positives() / rows(),
          woe,
          informationValue);
    }
  }

  static BinTable of(FittedBins fitted, Set<String> masked) {
    BinnedFeature config = fitted.config();
    boolean hidden = config.columns().stream().anyMatch(masked::contains);
    List<PooledBin> filled = new ArrayList<>();
    double value = 0;
    for (int i = 0; i < fitted.bins().size(); i++) {
      ValueBin bin = fitted.bins().get(i);
      if (bin.labels().rows() > 0) {
        String name = hidden && bin.hasValues() ? "#" + (i + 1) : bin.label();
        filled.add(new PooledBin(name, bin, bin.labels(), fitted.woe(i), fitted.value(i)));
      }
      value += fitted.value(i);
    }
    LabelTally none = LabelTally.zero(1);
    PooledBin pool = new PooledBin(POOL, ValueBin.other(none), none, null, null);
    return new BinTable(
        config.name(),
        ConfigValue.word(config.kind()),
        config.column(),
        ConfigValue.word(config.limits().trend()),
        value,
        SmallCells.pooled(filled, pool).stream()
            .map(bin -> bin.row(hidden, fitted.all().rows()))
            .toList());
  }
}
