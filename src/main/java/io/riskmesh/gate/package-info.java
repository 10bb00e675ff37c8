/**
 * From a model's metrics with their intervals and the job's limits to the verdict whether the model
 * may be used. Only this verdict moves {@code latest.json}.
 */
package io.riskmesh.gate;
