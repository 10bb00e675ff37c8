package io.riskmesh.document;

import java.util.List;

/** A regulation, and the order in which it wants a model documented. */
public enum DocumentKind {
  /** Annex IV of the EU AI Act. */
  ANNEX_IV("annex-iv", "Technical documentation (EU AI Act, Regulation (EU) 2024/1689, Annex IV)"),
  /** The model risk documentation of a bank in the United States. */
  MRM("mrm", "Model risk documentation (SR 26-2 / OCC Bulletin 2026-13)");

  private final String word;
  private final String title;

  DocumentKind(String word, String title) {
    this.word = word;
    this.title = title;
  }

  String title() {
    return title;
  }

  List<DocumentChapter> chapters() {
    return switch (this) {
      case ANNEX_IV -> AnnexIvChapters.all();
      case MRM -> ModelRiskChapters.all();
    };
  }

  /** Returns the word on the command line. */
  @Override
  public String toString() {
    return word;
  }
}
