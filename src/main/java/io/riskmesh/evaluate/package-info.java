/**
 * From the rows of the three parts and the published booster to its predictions, in one scoring
 * pass, and from these to everything that is said about the model. Out go the predictions, an
 * {@link io.riskmesh.evaluate.Evaluation} and the files that a registry reads.
 */
package io.riskmesh.evaluate;
