/**
 * Input: a published run and the environment's settings. Output: one model package per run in the
 * SageMaker Model Registry, and a record of it beside the run. Only manifests are trusted; a
 * package that already exists is found and not created twice.
 */
package io.riskmesh.registry;
