package io.riskmesh.model;

import io.riskmesh.model.SourceInput.ValueReading;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates the features of many records, one after another, without allocating anything. For one
 * thread.
 *
 * <p>Many features read one text and nothing else, such as the columns of a one-hot encoding. They
 * form the input's {@linkplain #block block}: a caller that sees the same texts again and again can
 * evaluate the block once per distinct text and {@linkplain #set(int, float[], float[], int) copy}
 * its result.
 */
public final class FeatureEvaluator {
  private final List<SourceInput> inputs;
  private final ExprProgram.Step[] steps;
  private final InputSlots slots;
  private final int[][] blocks;
  private final int[] others;

  FeatureEvaluator(List<SourceInput> inputs, List<ExprProgram.Step> steps, List<int[]> reads) {
    this.inputs = inputs;
    this.steps = steps.toArray(ExprProgram.Step[]::new);
    this.slots = new InputSlots(inputs.size());
    List<List<Integer>> own = new ArrayList<>();
    inputs.forEach(input -> own.add(new ArrayList<>()));
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < this.steps.length; i++) {
      int[] read = reads.get(i);
      boolean isOwn = read.length == 1 && inputs.get(read[0]).reading() == ValueReading.TEXT;
      (isOwn ? own.get(read[0]) : rest).add(i);
    }
    this.blocks = own.stream().map(FeatureEvaluator::array).toArray(int[][]::new);
    this.others = array(rest);
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the columns to read; an input's index identifies it below. */
  public List<SourceInput> inputs() {
    return inputs;
  }

  /** Returns the number of features. */
  public int size() {
    return steps.length;
  }

  /** Sets the number of an input; NaN if it is missing. */
  public void number(int input, double value) {
    slots.numbers[input] = value;
  }

  /** Sets the {@linkplain CanonicalValues#plain plain text} of an input; null if it is missing. */
  public void text(int input, String value) {
    slots.texts[input] = value;
  }

  /** Evaluates the features that read nothing but this text: one float for each of its block. */
  public float[] block(int input, String value) {
    slots.texts[input] = value;
    int[] block = blocks[input];
    float[] results = new float[block.length];
    for (int i = 0; i < block.length; i++) {
      results[i] = single(block[i]);
    }
    return results;
  }

  /** Copies the results of an input's block to a row of features that begins at {@code at}. */
  public void set(int input, float[] block, float[] row, int at) {
    int[] features = blocks[input];
    for (int i = 0; i < features.length; i++) {
      row[at + features[i]] = block[i];
    }
  }

  /**
   * Evaluates the features that are in no block, for a row of features that begins at {@code at}.
   */
  public void rest(float[] row, int at) {
    for (int feature : others) {
      row[at + feature] = single(feature);
    }
  }

  /** Evaluates one feature in double precision; it may be infinite. */
  public double exact(int feature) {
    return steps[feature].at(slots);
  }

  private float single(int feature) {
    return FeatureSpec.single(steps[feature].at(slots));
  }
}
