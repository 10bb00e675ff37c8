package io.riskmesh.tune;

import java.util.Map;

/**
 * The search within one outer fold: parameters are selected on its train and validation rows, and
 * the rows of the fold itself, which no trial and no feature has seen, are scored once.
 *
 * @param fold zero-based
 * @param rows rows of the fold
 * @param trials number of trials that were run
 * @param selected number of the trial that was selected
 * @param params values of the searched parameters in that trial
 * @param own score of the fold's rows with the job's own parameters
 * @param score score of the fold's rows with the selected ones
 */
public record FoldSearch(
    int fold,
    long rows,
    int trials,
    int selected,
    Map<String, String> params,
    double own,
    double score) {}
