package io.riskmesh.document;

/** A part of a document on one subject. */
interface DocumentSection {
  /** Adds what the run knows of the subject. */
  void write(RunFiles run, MarkdownPage page);
}
