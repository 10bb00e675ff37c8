/**
 * Input: a published run. Output: its technical documentation as Markdown, in the order of a
 * regulation. Every number comes from a file of the run and is written next to the place it comes
 * from; what the run cannot know is listed as owed by a person.
 */
package io.riskmesh.document;
