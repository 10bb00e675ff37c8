/**
 * Input: bytes under a path. Output: files that are either complete, hashed and published, or not
 * visible at all. This package does not interpret file contents.
 */
package io.riskmesh.store;
