/**
 * Input: bytes under a path. Output: files that are either whole, hashed and published, or not
 * visible at all. Knows nothing of what the files mean.
 */
package io.riskmesh.store;
