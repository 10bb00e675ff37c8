package io.riskmesh.document;

/** A part of a document that one file of the run is enough for. */
interface FileSection {
  /** Adds what the file says. */
  void write(FileNode content, MarkdownPage page);
}
