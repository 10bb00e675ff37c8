package io.riskmesh.explain;

import java.util.List;

/**
 * How well the inputs of a model predict the groups of a column: a model can treat groups
 * differently although it does not see the column.
 *
 * @param column source column that forms the groups
 * @param leftOut features that read the column itself; they do not take part
 * @param groups the largest groups
 */
public record GroupProxy(String column, List<String> leftOut, List<ProxyGroup> groups) {

  /**
   * How well the inputs tell a group from all other rows.
   *
   * @param name value, range or number of the group
   * @param rows rows of the group that were looked at
   * @param auc AUC of a small booster on rows that it was not trained on; null if there are too few
   * @param low lower end of its 95 % interval; null like the value
   * @param high upper end of the interval; null like the value
   * @param missing why there is no value; null otherwise
   * @param features up to three features that tell most about the group
   */
  public record ProxyGroup(
      String name,
      long rows,
      Double auc,
      Double low,
      Double high,
      String missing,
      List<String> features) {
    /** AUC up to which inputs tell too little about a group to stand in for it. */
    private static final double RELEVANT = 0.6;

    /** Copies the list. */
    public ProxyGroup {
      features = List.copyOf(features);
    }

    /** Returns whether the inputs certainly tell enough about the group to stand in for it. */
    public boolean tells() {
      return auc != null && (low == null ? auc : low) > RELEVANT;
    }
  }

  /** Copies the list. */
  public GroupProxy {
    leftOut = List.copyOf(leftOut);
    groups = List.copyOf(groups);
  }
}
