package io.riskmesh.model;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the declared features that raise a record's risk most against a reference group.
 *
 * @param inputs number of inputs of each feature, in the order of the model's inputs
 * @param reference mean contribution of each feature in the reference group
 */
public record ReasonRanking(List<Integer> inputs, List<Double> reference) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A feature that raises the risk.
   *
   * @param feature position among the declared features
   * @param raised by how much its contribution exceeds the reference, in log odds
   */
  public record RaisedRisk(int feature, double raised) {}

  /** Copies the lists. */
  public ReasonRanking {
    inputs = List.copyOf(inputs);
    reference = List.copyOf(reference);
  }

  /**
   * Returns the features that raise the risk, those that raise it most first.
   *
   * @param contributions contributions of the model's inputs
   * @param top most features
   */
  public List<RaisedRisk> rank(double[] contributions, int top) {
    double[] raised = new double[inputs.size()];
    int input = 0;
    for (int i = 0; i < raised.length; i++) {
      raised[i] = -reference.get(i);
      for (int end = input + inputs.get(i); input < end; input++) {
        raised[i] += contributions[input];
      }
    }
    return IntStream.range(0, raised.length)
        .filter(i -> raised[i] > 0)
        .mapToObj(i -> new RaisedRisk(i, raised[i]))
        .sorted(Comparator.comparingDouble(risk -> -risk.raised()))
        .limit(top)
        .toList();
  }
}
