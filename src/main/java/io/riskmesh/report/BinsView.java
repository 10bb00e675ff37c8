package io.riskmesh.report;

import io.riskmesh.features.BinTable;
import io.riskmesh.features.BinTable.BinRow;
import io.riskmesh.features.BinTables;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;

/** The bins of the features that have bins. */
record BinsView(List<BinnedView> binned) {
  private static final int FEW = 3;

  /**
   * The bins of one feature.
   *
   * @param trend what the job demands of the order of the rates; empty for nothing
   */
  record BinnedView(
      String name, String column, String kind, String value, String trend, List<BinView> rows) {}

  /** A bin. */
  record BinView(
      String label,
      String rows,
      String share,
      String defaults,
      String rate,
      String woe,
      String value) {}

  static BinsView of(BinTables tables) {
    return new BinsView(tables.features().stream().map(BinsView::view).toList());
  }

  boolean shown() {
    return !binned.isEmpty();
  }

  /** Returns whether there are so many features that they are shown only on request. */
  boolean many() {
    return binned.size() > FEW;
  }

  private static BinnedView view(BinTable table) {
    return new BinnedView(
        table.feature(),
        table.column(),
        table.kind(),
        EnglishNumbers.metric(table.informationValue()),
        table.trend().equals("none") ? "" : ", trend " + table.trend(),
        table.bins().stream().map(BinsView::row).toList());
  }

  private static BinView row(BinRow bin) {
    return new BinView(
        bin.label(),
        EnglishNumbers.count(bin.rows()),
        EnglishNumbers.percent(bin.share()),
        EnglishNumbers.count(bin.defaults()),
        EnglishNumbers.percent(bin.rate()),
        metric(bin.woe()),
        metric(bin.informationValue()));
  }

  private static String metric(Double value) {
    return value == null ? EnglishNumbers.NONE : EnglishNumbers.metric(value);
  }
}
