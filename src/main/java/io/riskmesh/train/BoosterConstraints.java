package io.riskmesh.train;

import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.model.MonotoneTrees;
import io.riskmesh.model.PathGroups;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the job demands of the trees, at the positions that the fitted features have in the model. A
 * learned domain may have another size in the next run, so only the names are the job's.
 *
 * <p>A direction applies to a feature's number and not to its indicators. A group holds all inputs
 * of its features. XGBoost combines an input that is in no group with no other; therefore the
 * inputs of a feature that the job names in no group are a group of their own.
 */
public final class BoosterConstraints {
  /** Demands nothing. */
  public static final BoosterConstraints NONE = new BoosterConstraints(List.of(), List.of());

  static final String MONOTONE = "monotone_constraints";
  static final String INTERACTION = "interaction_constraints";

  /** The feature of each of the model's inputs, and the direction of those that have one. */
  private final List<ModelInput> inputs;

  private final List<List<Integer>> groups;

  /** A position in the model; the direction is null if the score may go either way. */
  private record ModelInput(String feature, MonotoneDirection direction) {
    private int sign() {
      return direction == null ? 0 : direction.sign();
    }
  }

  private BoosterConstraints(List<ModelInput> inputs, List<List<Integer>> groups) {
    this.inputs = inputs;
    this.groups = groups;
  }

  /**
   * Compiles the constraints.
   *
   * @param features the declared features in the order of the model's inputs, with their directions
   * @param interactions names of the features that trees may combine, group by group; empty if they
   *     may combine all
   */
  public static BoosterConstraints of(
      List<DeclaredFeature> features, List<List<String>> interactions) {
    List<ModelInput> inputs = new ArrayList<>();
    Map<String, List<Integer>> positions = new LinkedHashMap<>();
    for (DeclaredFeature feature : features) {
      int first = inputs.size();
      for (int i = 0; i < feature.inputs(); i++) {
        inputs.add(new ModelInput(feature.name(), i == 0 ? feature.monotone() : null));
      }
      positions.put(feature.name(), IntStream.range(first, inputs.size()).boxed().toList());
    }
    return new BoosterConstraints(inputs, groups(positions, interactions));
  }

  private static List<List<Integer>> groups(
      Map<String, List<Integer>> positions, List<List<String>> interactions) {
    if (interactions.isEmpty()) {
      return List.of();
    }
    List<List<String>> all = new ArrayList<>(interactions);
    positions.keySet().stream()
        .filter(name -> interactions.stream().noneMatch(group -> group.contains(name)))
        .forEach(name -> all.add(List.of(name)));
    return all.stream()
        // The model does not use a feature that the screening leaves out.
        .map(names -> names.stream().filter(positions::containsKey).toList())
        .filter(names -> !names.isEmpty())
        .map(names -> names.stream().map(positions::get).flatMap(Collection::stream).toList())
        .toList();
  }

  /** Returns the constraints as parameters of the library, by native name. */
  SortedMap<String, String> params() {
    SortedMap<String, String> params = new TreeMap<>();
    if (hasDirections()) {
      params.put(
          MONOTONE,
          inputs.stream()
              .map(input -> Integer.toString(input.sign()))
              .collect(Collectors.joining(",", "(", ")")));
    }
    if (!groups.isEmpty()) {
      params.put(
          INTERACTION,
          groups.stream().map(BoosterConstraints::list).collect(Collectors.joining(",", "[", "]")));
    }
    return params;
  }

  private static String list(List<Integer> positions) {
    return positions.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  private boolean hasDirections() {
    return inputs.stream().anyMatch(input -> input.direction() != null);
  }

  /**
   * Walks the trees of a trained model.
   *
   * @param ubj the model as it is to be published
   * @throws RunException {@code FAILED} if a tree does not keep a constraint
   */
  void require(byte[] ubj) {
    if (!hasDirections() && groups.isEmpty()) {
      return;
    }
    TreeEnsemble trees = TreeReader.read(ubj);
    int[] signs = inputs.stream().mapToInt(ModelInput::sign).toArray();
    new MonotoneTrees(signs)
        .find(trees)
        .ifPresent(
            broken -> {
              ModelInput input = inputs.get(broken.input());
              throw broken(
                  "tree %d breaks monotone: %s of feature %s"
                      .formatted(broken.tree(), input.direction().word(), input.feature()));
            });
    if (!groups.isEmpty()) {
      new PathGroups(groups)
          .find(trees)
          .ifPresent(
              tree -> {
                throw broken("tree %d combines features that share no group".formatted(tree));
              });
    }
  }

  private static RunException broken(String what) {
    return new RunException(
        Outcome.FAILED,
        what
            + ": XGBoost did not keep the constraint, so the model is not published. Please report this; without the constraint, the job can be trained");
  }
}
