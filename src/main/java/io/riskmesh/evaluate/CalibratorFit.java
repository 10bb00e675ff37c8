package io.riskmesh.evaluate;

import io.riskmesh.model.Calibrator;

/**
 * A fitted calibrator.
 *
 * @param calibrator the calibrator; the identity if none could be fitted
 * @param how method of the fit; null if the calibrator is the identity
 * @param missing why the calibrator is the identity, if it is
 */
record CalibratorFit(Calibrator calibrator, String how, String missing) {

  private static final String VALIDATION = "validation";

  /** Returns a fit whose rows were those that were predicted out of fold. */
  CalibratorFit outOfFold() {
    return new CalibratorFit(
        calibrator, how == null ? null : how.replace(VALIDATION, "rows out of fold"), missing);
  }

  static CalibratorFit none(String why) {
    return new CalibratorFit(Calibrator.IDENTITY, null, why);
  }
}
