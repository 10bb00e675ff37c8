/**
 * What drives a model: contributions of the declared features to the scores of test rows, and how
 * they agree with the observed defaults. Knows the predictions and the model, not how it was
 * trained.
 */
package io.riskmesh.explain;
