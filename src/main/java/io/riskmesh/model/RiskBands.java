package io.riskmesh.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names for ranges of the calibrated probability, safest first. A band covers the probabilities
 * below its limit that no earlier band covers. The last band has no limit, so that every
 * probability is in one.
 */
public record RiskBands(List<Band> bands) {

  /**
   * A band.
   *
   * @param below calibrated probability at which the next band begins; null for the last
   */
  public record Band(String name, Double below) {}

  /**
   * Requires bands with unique names and ascending limits between 0 and 1.
   *
   * @throws IllegalArgumentException naming the first band that is out of order
   */
  public RiskBands {
    bands = List.copyOf(bands);
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("at least one band is required");
    }
    Set<String> names = new HashSet<>();
    double from = 0;
    for (int i = 0; i < bands.size(); i++) {
      Band band = bands.get(i);
      from = requireAfter(from, band, i == bands.size() - 1);
      if (!names.add(band.name())) {
        throw new IllegalArgumentException("two bands are named " + band.name());
      }
    }
  }

  private static double requireAfter(double from, Band band, boolean isLast) {
    if (isLast != (band.below() == null)) {
      throw new IllegalArgumentException(
          isLast
              ? "the last band, %s, has a limit: it must be open".formatted(band.name())
              : "band %s has no limit, but it is not the last".formatted(band.name()));
    }
    if (!isLast && !(band.below() > from && band.below() < 1)) {
      throw new IllegalArgumentException(
          "band %s ends at %s, which must be between %s and 1"
              .formatted(band.name(), band.below(), from));
    }
    return isLast ? 1 : band.below();
  }

  /** Returns the name of the band of a calibrated probability. */
  public String of(double calibrated) {
    for (Band band : bands) {
      if (band.below() == null || calibrated < band.below()) {
        return band.name();
      }
    }
    throw new IllegalStateException("the last band is open");
  }
}
