package io.riskmesh.train;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
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
   * Sets the types of a matrix. One of numbers alone is left as it is, so that its models do not
   * change.
   */
  public void declare(DMatrix matrix) throws XGBoostError {
    if (types.contains(INDEX)) {
      matrix.setFeatureTypes(declared());
    }
  }
}
