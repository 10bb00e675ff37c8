/**
 * The way into SageMaker's Model Registry: a published run and the environment's settings come in,
 * one model package per run goes out, with a record of it beside the run. Only manifests are
 * believed, and what stands in the registry already is found again and not made twice.
 */
package io.riskmesh.registry;
