/**
 * Input: an environment. Output: the Spark session of a command, opened on first use, with the
 * stages' costs, the software versions and the record of who read the source.
 */
package io.riskmesh.session;
