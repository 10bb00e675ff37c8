package io.riskmesh.scoring;

/** A source column and how it is read. */
public record Input(String column, Reading reading) {

  /** The two canonical readings, see {@link Values}. */
  public enum Reading {
    NUMBER,
    TEXT
  }
}
