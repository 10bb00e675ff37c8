package io.riskmesh.config;

/** How the default rate of the bins may change with the number. */
public enum BinTrend {
  /** In any way. */
  NONE,
  /** It never falls. */
  INCREASING,
  /** It never rises. */
  DECREASING,
  /** It rises or falls, whichever has the larger information value. */
  AUTO,
  /** It rises up to one of the bins and falls from there. */
  PEAK,
  /** It falls up to one of the bins and rises from there. */
  VALLEY
}
