/**
 * In come two YAML files, the job (what) and the environment (where), with overrides from the
 * command line; out goes one checked {@link io.riskmesh.config.Settings} with every default filled
 * in, or one error that names every problem. Starts no Spark session and looks at no data.
 */
package io.riskmesh.config;
