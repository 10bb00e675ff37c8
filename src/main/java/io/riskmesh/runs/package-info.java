/**
 * The published runs of a job together: manifests come in; out go comparisons, the place in
 * production moved by hand, and the removal of what is old. What the registry or {@code
 * latest.json} points at is never removed.
 */
package io.riskmesh.runs;
