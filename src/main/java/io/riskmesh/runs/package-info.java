/**
 * Input: the files of a job's runs. Output: the typed manifest, its publication, {@code
 * latest.json}, comparisons of runs, manual promotions and the removal of old runs. A run that the
 * registry or {@code latest.json} points to is never removed.
 */
package io.riskmesh.runs;
