/**
 * Input: a model's metrics with their intervals, its differences from published models, and the
 * job's limits. Output: the verdict on whether the model may be used. Only an accepted verdict
 * moves {@code latest.json}.
 */
package io.riskmesh.gate;
