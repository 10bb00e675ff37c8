/**
 * Input: what a run saw, published as its baseline, and the rows that arrived since. Output:
 * whether to retrain the model, with the reasons, as JSON and as an HTML page.
 */
package io.riskmesh.drift;
