/**
 * Input: the text of a YAML file. Output: a tree of values with the file and line of each, typed
 * readers for them, and all problems that were found. Knows no keys of a job; those are defined in
 * the parent package.
 */
package io.riskmesh.config.yaml;
