package io.riskmesh.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The Python code in the model's archive, with which SageMaker's managed XGBoost container scores
 * raw records. It computes features as {@code model.FeatureSpec} does, bit for bit.
 */
final class InferenceCode {
  private InferenceCode() {}

  /** Reads the code from the class path: UTF-8, one file. */
  static byte[] read() {
    try (InputStream in = InferenceCode.class.getResourceAsStream("inference.py")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
