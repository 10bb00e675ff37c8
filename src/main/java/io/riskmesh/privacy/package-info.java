/**
 * Input: the job's privacy settings and counts per group. Output: which columns may show values,
 * and groups merged until none is small enough to identify a borrower.
 */
package io.riskmesh.privacy;
