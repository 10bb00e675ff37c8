package io.riskmesh.report;

/**
 * A line of a list of facts.
 *
 * @param code whether the value is to be copied, so that it is set in a fixed width
 */
record Fact(String term, String value, boolean code) {
  static Fact of(String term, String value) {
    return new Fact(term, value, false);
  }

  static Fact code(String term, String value) {
    return new Fact(term, value, true);
  }
}
