/**
 * In comes what a run saw, which it publishes as its baseline, and the rows that have come since;
 * out goes whether the model should be trained again, with the reasons, as facts and as a page.
 */
package io.riskmesh.monitor;
