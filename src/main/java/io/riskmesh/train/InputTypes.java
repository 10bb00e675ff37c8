package io.riskmesh.train;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The library's types of a model's inputs, in order: {@code q} for a number, {@code c} for the
 * index of a category. All workers have the same.
 */
public record InputTypes(List<String> types) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String NUMBER = "q";
  private static final String INDEX = "c";
  private static final Pattern SIGN = Pattern.compile("-?\\d+");

  /** Copies the list. */
  public InputTypes {
    types = List.copyOf(types);
  }

  /**
   * Returns the types of inputs.
   *
   * @param names names of the inputs, in order
   * @param indices names of those that are indices of categories
   */
  public static InputTypes of(List<String> names, Set<String> indices) {
    return new InputTypes(
        names.stream().map(name -> indices.contains(name) ? INDEX : NUMBER).toList());
  }

  /** Returns the number of inputs. */
  int width() {
    return types.size();
  }

  /** Returns the types as the library takes them; empty if all inputs are numbers. */
  String[] declared() {
    return types.contains(INDEX) ? types.toArray(String[]::new) : new String[0];
  }

  /**
   * Returns the problems of parameters that ask for an order of categories, which the library takes
   * for an order of the two sides of each split.
   *
   * @param params by native name
   */
  List<String> problems(Map<String, String> params) {
    String name = BoosterParam.MONOTONE_CONSTRAINTS.nativeName();
    List<String> signs =
        SIGN.matcher(params.getOrDefault(name, "")).results().map(MatchResult::group).toList();
    return IntStream.range(0, Math.min(signs.size(), types.size()))
        .filter(i -> types.get(i).equals(INDEX) && !signs.get(i).equals("0"))
        .mapToObj(
            i ->
                "training.params.%s: entry %d is %s, but input %d is the index of a category (encode: native), which has no order; set the entry to 0"
                    .formatted(name, i + 1, signs.get(i), i + 1))
        .toList();
  }

  /**
   * Sets the types of a matrix. One of numbers alone is left as it is, so that its models do not
   * change.
   */
  public void declare(DMatrix matrix) throws XGBoostError {
    if (types.contains(INDEX)) {
      matrix.setFeatureTypes(declared());
    }
  }
}
