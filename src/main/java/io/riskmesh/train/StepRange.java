package io.riskmesh.train;

import java.util.ArrayList;
import java.util.List;

/**
 * A node of a balanced binary search tree over steps {@code 0..n-1}.
 *
 * @param from first step below the node
 * @param to step after the last one below it
 * @param parent position of the parent; -1 for the root
 */
record StepRange(int from, int to, int parent) {

  /** Returns the nodes level by level; the children of a node follow each other. */
  static List<StepRange> breadthFirst(int steps) {
    List<StepRange> nodes = new ArrayList<>(List.of(new StepRange(0, steps, -1)));
    for (int at = 0; at < nodes.size(); at++) {
      StepRange node = nodes.get(at);
      if (!node.isLeaf()) {
        nodes.add(new StepRange(node.from, node.middle(), at));
        nodes.add(new StepRange(node.middle(), node.to, at));
      }
    }
    return nodes;
  }

  boolean isLeaf() {
    return to - from == 1;
  }

  /** Returns the first step of the right child. */
  int middle() {
    return (from + to) >>> 1;
  }
}
