/**
 * Input: a source with all of its columns. Output: a description of every column that reveals no
 * small group of borrowers, as JSON and as a page, and a starter job.
 */
package io.riskmesh.profile;
