package io.riskmesh.report;

/**
 * A line of a list of facts.
 *
 * @param code whether the value is meant to be copied and so is set in a fixed-width font
 */
record ReportFact(String term, String value, boolean code) {
  static ReportFact of(String term, String value) {
    return new ReportFact(term, value, false);
  }

  static ReportFact code(String term, String value) {
    return new ReportFact(term, value, true);
  }
}
