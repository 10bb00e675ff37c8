/**
 * Finds, pins and reads the source. Input: a table as the consumer sees it, or files, as the job
 * names them. Output: pinned rows, that is, the same snapshot or the same files however often they
 * are read. No value of a text file becomes null without a message.
 */
package io.riskmesh.catalog;
