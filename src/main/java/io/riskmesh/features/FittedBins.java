package io.riskmesh.features;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.features.ValueBin.BinType;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FormulaExpr;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column's bins with their evidence.
 *
 * @param bins ranges in ascending order, or sets by default rate, then the others
 * @param all all rows of train
 */
record FittedBins(BinnedFeature config, List<ValueBin> bins, LabelTally all) {

  /**
   * Returns a bin's weight of evidence; 0 if train has fewer of its rows than may be shown.
   *
   * @param bin index of the bin
   */
  double woe(int bin) {
    LabelTally labels = bins.get(bin).labels();
    return bins.get(bin).isLarge() ? evidence().woe(labels.negatives(), labels.positives()) : 0;
  }

  /** Returns a bin's part of the information value; 0 if its weight of evidence is 0. */
  double value(int bin) {
    LabelTally labels = bins.get(bin).labels();
    return bins.get(bin).isLarge() ? evidence().value(labels.negatives(), labels.positives()) : 0;
  }

  private BinEvidence evidence() {
    return BinEvidence.of(all, (int) bins.stream().filter(ValueBin::isLarge).count());
  }

  /** Returns whether the model sees one number. */
  boolean isNumber() {
    return config.kind() == BinnedFeature.Kind.WOE;
  }

  /**
   * Returns the model's inputs.
   *
   * @param missing entries that mean "no value"
   */
  List<ModelFeature> features(FeatureNames names, List<String> missing) {
    if (isNumber()) {
      List<Double> woes = new ArrayList<>();
      for (int bin = 0; bin < bins.size(); bin++) {
        woes.add(woe(bin));
      }
      return List.of(new ModelFeature(names.declared(config.name()), tree(woes), missing));
    }
    List<ModelFeature> features = new ArrayList<>();
    for (int bin = 0; bin < bins.size(); bin++) {
      features.add(new ModelFeature(name(bin, names), indicator(bin), missing));
    }
    return features;
  }

  private String name(int bin, FeatureNames names) {
    ValueBin named = bins.get(bin);
    return named.hasValues()
        ? names.ofValue(config.name(), config.column(), bin + 1, named.label())
        : names.made(config.name() + "=" + named.label());
  }

  private Expr indicator(int bin) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      values.add(i == bin ? 1.0 : 0.0);
    }
    return tree(values);
  }

  /** Returns a tree that gives the value of the bin, never missing. */
  private Expr tree(List<Double> values) {
    return config.hasRanges() ? numberTree(values) : categoryTree(values);
  }

  private Expr numberTree(List<Double> values) {
    List<Double> cuts = new ArrayList<>();
    List<Double> ranges = new ArrayList<>();
    List<Double> codes = new ArrayList<>();
    double missing = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      ValueBin of = bins.get(bin);
      double value = values.get(bin);
      switch (of.type()) {
        case RANGE -> {
          // Neighbours with the same value are one step.
          if (!ranges.isEmpty() && ranges.get(ranges.size() - 1) != value) {
            cuts.add(of.from());
          }
          if (ranges.isEmpty() || ranges.get(ranges.size() - 1) != value) {
            ranges.add(value);
          }
        }
        case SPECIAL -> codes.add(value);
        default -> missing = value;
      }
    }
    Expr number = BinnedNumber.of(config);
    Expr found = new Expr.Fill(new FormulaExpr.BinSearch(number, cuts, ranges), missing);
    return new NumberCodes(config.column(), config.special()).values(codes, found);
  }

  private Expr categoryTree(List<Double> values) {
    Map<String, Double> table = new HashMap<>();
    double other = 0;
    double missing = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double value = values.get(bin);
      if (bins.get(bin).type() == BinType.OTHER) {
        other = value;
      } else if (bins.get(bin).type() == BinType.MISSING) {
        missing = value;
      } else {
        bins.get(bin).values().forEach(text -> table.put(text, value));
      }
    }
    return new Expr.Fill(new Expr.Lookup(config.column(), table, other), missing);
  }
}
