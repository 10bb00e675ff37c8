package io.riskmesh.train;

import java.util.List;

/**
 * Scores of several models on the same rows, which none of them was trained on.
 *
 * @param repeat zero-based
 * @param fold zero-based
 * @param scores value of the evaluation metric for each model, in order
 */
public record FoldScore(int repeat, int fold, List<Double> scores) {}
