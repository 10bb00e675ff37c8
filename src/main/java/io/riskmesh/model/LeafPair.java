package io.riskmesh.model;

/** Two leaves of a tree, and which inputs lead from one to the other. */
record LeafPair(LeafPath lower, LeafPath higher) {

  /**
   * Returns the feature of which a higher value alone leads from the lower to the higher leaf; -1
   * if there is none. A missing value is not lower or higher than another, but it may be what two
   * rows have in common.
   */
  int rising() {
    int rising = -1;
    for (int element = 0; element < lower.size(); element++) {
      int other = higher.indexOf(lower.feature(element));
      if (!meets(element, other)) {
        if (rising >= 0 || !isBelow(element, other)) {
          return -1;
        }
        rising = lower.feature(element);
      }
    }
    return isHigherReached() ? rising : -1;
  }

  /** Returns whether the features that only the higher leaf's way compares can have a value. */
  private boolean isHigherReached() {
    for (int element = 0; element < higher.size(); element++) {
      if (lower.indexOf(higher.feature(element)) < 0
          && !higher.takesMissing(element)
          && !hasNumbers(higher, element)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether some value of a feature stays on both ways.
   *
   * @param other element of the higher leaf's way; -1 if it does not compare the feature
   */
  private boolean meets(int element, int other) {
    if (other < 0) {
      return lower.takesMissing(element) || hasNumbers(lower, element);
    }
    return (lower.takesMissing(element) && higher.takesMissing(other))
        || (lower.sharesCategory(element, higher, other)
            && Math.max(lower.from(element), higher.from(other))
                < Math.min(lower.to(element), higher.to(other)));
  }

  /**
   * Returns whether both ways take numbers of a feature, and the higher leaf's only higher ones.
   */
  private boolean isBelow(int element, int other) {
    return other >= 0
        && hasNumbers(lower, element)
        && hasNumbers(higher, other)
        && lower.to(element) <= higher.from(other);
  }

  private static boolean hasNumbers(LeafPath path, int element) {
    return path.from(element) < path.to(element);
  }
}
