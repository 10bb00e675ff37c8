/**
 * From what the job names (a table as the consumer sees it, or files) to rows that are pinned: the
 * same snapshot, the same files, however often they are read. Values are read canonically here, and
 * nothing of a text file becomes null unseen.
 */
package io.riskmesh.catalog;
