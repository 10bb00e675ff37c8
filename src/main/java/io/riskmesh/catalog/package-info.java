/**
 * Input: what the job names, a table as the consumer sees it or files. Output: pinned rows, which
 * means the same snapshot or the same files however often they are read. No value of a text file
 * becomes null without a message.
 */
package io.riskmesh.catalog;
