package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.model.CanonicalValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Represents the values of a categorical column by their share among the train rows with a value.
 * The share of fewer than {@link PrivacyConfig#SMALL_CELL} rows is 0, and so is that of a value
 * outside the domain, unless rare values are grouped: then it is the share of the group.
 *
 * @param domain entries with a share of their own
 */
record ValueShares(CategoricalFeature config, List<String> domain, CountedValues counts) {

  CategoryTable table() {
    Map<String, Category> values = counts.byPlain();
    Map<String, Double> shares = new HashMap<>();
    long others = counts.rows();
    for (String entry : domain) {
      Category value = values.get(CanonicalValues.plain(entry));
      long rows = value == null ? 0 : value.rows();
      shares.put(entry, share(rows));
      others -= rows;
    }
    double other = config.minShare().isPresent() ? share(others) : 0;
    return new CategoryTable(
        shares, config.unknown() == Unknown.BUCKET ? other : Double.NaN, Double.NaN);
  }

  private double share(long rows) {
    return rows < PrivacyConfig.SMALL_CELL ? 0 : (double) rows / counts.rows();
  }
}
