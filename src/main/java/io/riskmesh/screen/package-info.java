/**
 * Screens the declared features before training. Input: the fitted features, and the staged rows of
 * train and validation. Output: the features that the model uses, and the figures and the reason
 * for each of them. A feature that seems to know the label ends the run.
 */
package io.riskmesh.screen;
