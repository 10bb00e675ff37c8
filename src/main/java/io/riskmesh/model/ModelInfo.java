package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * What a scoring service must know about a model in addition to its trees and features: {@code
 * riskmesh/model-info.json} in the model's archive.
 *
 * @param features SHA-256 of {@code features.json}
 * @param split identity of the split, for a comparison on the same test rows
 * @param threshold decision threshold on the raw probability of default; a loan at or above it is
 *     refused
 * @param calibrator converts the margin to the calibrated probability; the identity for models
 *     older than this field
 * @param inputs names of the booster's inputs, in order
 * @param declared the features that the inputs come from, in the order of the inputs; empty for
 *     models older than this field
 * @param interactions names of the features that the trees may combine, group by group; empty if
 *     they may combine all, and for models older than this field
 * @param references with whom an applicant is compared; null for models older than this field
 * @param shares missing and unknown shares among the rows of the run, by column; empty for models
 *     older than this field
 * @param serving what a scorer outside of Spark needs; null for models older than this field
 * @param points how a margin becomes points; null if the model has none
 */
@JsonPropertyOrder("format")
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
    List<DeclaredFeature> declared,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<String>> interactions,
    ReferenceGroups references,
    List<Share> shares,
    ServingRules serving,
    @JsonInclude(JsonInclude.Include.NON_NULL) PointScale points) {
  private static final int FORMAT = 1;

  /**
   * Shares of a column that a feature of its own reads.
   *
   * @param missing share of rows without a value
   * @param unknown share of the values that are not in the declared domain; null if none is
   *     declared
   */
  public record Share(
      String column, SourceInput.ValueReading reading, double missing, Double unknown) {}

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Copies the lists, and fills fields that older models lack. */
  public ModelInfo {
    calibrator = calibrator == null ? Calibrator.IDENTITY : calibrator;
    inputs = List.copyOf(inputs);
    declared = declared == null ? List.of() : List.copyOf(declared);
    interactions = interactions == null ? List.of() : List.copyOf(interactions);
    shares = shares == null ? List.of() : List.copyOf(shares);
  }

  /** Creates what must be known about a model without points. */
  public ModelInfo(
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
      List<DeclaredFeature> declared,
      List<List<String>> interactions,
      ReferenceGroups references,
      List<Share> shares,
      ServingRules serving) {
    this(
        job,
        runId,
        asOf,
        objective,
        rounds,
        threshold,
        calibrator,
        features,
        split,
        inputs,
        declared,
        interactions,
        references,
        shares,
        serving,
        null);
  }

  /**
   * Reads {@code model-info.json}; unknown fields are ignored.
   *
   * @throws IllegalArgumentException when the JSON is something else, or in a later format
   */
  public static ModelInfo fromJson(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      int format = root.path("format").asInt(FORMAT);
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "its model-info.json has format %d, but this program reads format %d"
                .formatted(format, FORMAT));
      }
      return MAPPER.treeToValue(root, ModelInfo.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a model-info.json", e);
    }
  }

  /** Returns the format version that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /** Returns the points of a margin; null if the model has none. */
  public Integer points(double margin) {
    return points == null ? null : (Integer) points.total(margin);
  }

  /** Returns whether a raw probability of default is at or above the threshold. */
  public boolean refuses(float probability) {
    return probability >= threshold;
  }
}
