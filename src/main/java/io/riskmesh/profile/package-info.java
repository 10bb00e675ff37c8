/**
 * In comes a source that was found, with all of its columns; out goes a description of every column
 * in which nothing is shown that a handful of borrowers could be recognised by, as facts, as a page
 * to read, and as a job to start from.
 */
package io.riskmesh.profile;
