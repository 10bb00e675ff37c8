/**
 * Input: a published run and the environment's settings. Output: one model package per run in the
 * SageMaker Model Registry, and a record of it in the artifacts. Only manifests are trusted; an
 * existing package is found and not created again.
 */
package io.riskmesh.registry;
