package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A feature as the job declares it, and its part of the model's inputs.
 *
 * @param name name of the feature
 * @param numeric whether the first of its inputs is a number, and only the others are indicators
 * @param inputs number of inputs, which follow each other in the model
 * @param categories names of the categories whose index, from 0 on, is the only input; null or
 *     absent for every other feature
 * @param monotone how the score follows the number; null if it may go either way, and for models
 *     older than this field
 */
public record DeclaredFeature(
    String name,
    boolean numeric,
    int inputs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> categories,
    MonotoneDirection monotone) {
  /** Copies the categories, and fills them where they are absent. */
  public DeclaredFeature {
    categories = categories == null ? List.of() : List.copyOf(categories);
  }

  /** Creates a feature whose inputs are numbers or indicators. */
  public DeclaredFeature(String name, boolean numeric, int inputs, MonotoneDirection monotone) {
    this(name, numeric, inputs, List.of(), monotone);
  }

  /** Creates a feature that the score may follow in either direction. */
  public DeclaredFeature(String name, boolean numeric, int inputs) {
    this(name, numeric, inputs, null);
  }

  /** Creates a feature whose only input is the index of a category. */
  public DeclaredFeature(String name, List<String> categories) {
    this(name, false, 1, categories, null);
  }

  /** Returns whether the feature's input is the index of a category. */
  public boolean holdsIndex() {
    return !categories.isEmpty();
  }
}
