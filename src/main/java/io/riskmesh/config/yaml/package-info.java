/**
 * Input: the text of a YAML file. Output: a tree of values that knows file and line of each, typed
 * readings of them, and every problem found on the way. Knows nothing of the keys of a job: those
 * are the parent package's.
 */
package io.riskmesh.config.yaml;
