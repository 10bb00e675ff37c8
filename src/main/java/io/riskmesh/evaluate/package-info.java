/**
 * Input: the rows of the three parts and the published booster. Output: predictions from one
 * scoring pass, an {@link io.riskmesh.evaluate.Evaluation} computed from them alone, and the files
 * that a registry reads.
 */
package io.riskmesh.evaluate;
