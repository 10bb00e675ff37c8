package io.riskmesh.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * What a scoring service must know of a model beside its trees and features: {@code
 * riskmesh/model-info.json} in the model's archive.
 *
 * @param features SHA-256 of {@code features.json}
 * @param split identity of the split, for a comparison on the same test rows
 * @param threshold decision threshold on the raw probability of default: from there on refused
 * @param calibrator from the margin to the calibrated probability; models that were made before
 *     there was one have the identity
 * @param inputs names of the booster's inputs, in order
 * @param shares what was missing and unknown among the rows of the run, by column; empty for models
 *     that were made before it was kept
 */
public record ModelInfo(
    String job,
    String runId,
    String asOf,
    String objective,
    int rounds,
    double threshold,
    Calibrator calibrator,
    String features,
    String split,
    List<String> inputs,
    List<Share> shares) {
  /**
   * Of a column that a feature of its own reads.
   *
   * @param missing share of rows without a value
   * @param unknown share of the values that the declared domain lacks; null where none is declared
   */
  public record Share(
      String column, SourceInput.ValueReading reading, double missing, Double unknown) {}

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public ModelInfo {
    calibrator = calibrator == null ? Calibrator.IDENTITY : calibrator;
    inputs = List.copyOf(inputs);
    shares = shares == null ? List.of() : List.copyOf(shares);
  }

  /**
   * Reads {@code model-info.json}; fields that are unknown here are left alone.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static ModelInfo fromJson(byte[] json) {
    try {
      return MAPPER.readValue(json, ModelInfo.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a model-info.json", e);
    }
  }

  /** The decision that the threshold makes of a raw probability. */
  public boolean refuses(float probability) {
    return probability >= threshold;
  }
}
