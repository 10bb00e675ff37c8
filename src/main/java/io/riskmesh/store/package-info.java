/**
 * The files of a run: bytes go in under a path, and come out whole, hashed and published or not at
 * all. Knows nothing of what the files mean.
 */
package io.riskmesh.store;
