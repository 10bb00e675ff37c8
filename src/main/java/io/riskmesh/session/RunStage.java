package io.riskmesh.session;

import java.util.Locale;

/** The stages of a run in their order, and those of a search, which follow its features. */
public enum RunStage {
  SOURCE("find and pin the source"),
  READ("read it once"),
  QUALITY("check it"),
  SPLIT("split it"),
  FEATURES("fit features on train"),
  FOLDS("train a booster without each fold"),
  TRAIN("train the booster"),
  EVALUATE("score and evaluate"),
  GATE("compare metrics with limits"),
  BASELINE("describe rows and scores"),
  REPORT("write report and artifacts"),
  PUBLISH("publish"),
  REGISTER("register the model"),
  TUNE("search parameters on train and validation"),
  COMPARE("cross-validate the selected parameters");

  private final String doing;

  RunStage(String doing) {
    this.doing = doing;
  }

  /** Returns the name used in markers, manifests and progress lines. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the stage does, for users. */
  public String doing() {
    return doing;
  }
}
