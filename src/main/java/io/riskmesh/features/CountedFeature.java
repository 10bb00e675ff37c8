package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.model.CanonicalValues;
import java.util.List;

/**
 * A categorical feature whose values are counted in train.
 *
 * @param missing entries that mean "no value" in its column
 */
record CountedFeature(CategoricalFeature config, List<String> missing) {

  CategoryColumn column() {
    return new CategoryColumn(config.column(), CanonicalValues.plain(missing), folds());
  }

  /** Returns the folds by which the rows are counted together with the label, 0 without it. */
  int folds() {
    return config.encoding() == CategoryEncoding.TARGET_MEAN ? config.smoothing().folds() : 0;
  }
}
