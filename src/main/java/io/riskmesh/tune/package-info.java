/**
 * Input: the train and validation rows, the job's training and the ranges of its parameters.
 * Output: the trials that were scored on the validation rows, the parameters that were selected,
 * and a comparison of them with the job's own by repeated cross-validation.
 */
package io.riskmesh.tune;
