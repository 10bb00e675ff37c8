/**
 * Input: two YAML files, the job (what) and the environment (where), with overrides from the
 * command line. Output: one validated {@link io.riskmesh.config.EffectiveConfig} with every default
 * filled in, or one error that lists every problem. Starts no Spark session and reads no data.
 */
package io.riskmesh.config;
