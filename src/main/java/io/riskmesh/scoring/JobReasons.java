package io.riskmesh.scoring;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.ReasonConfig;
import io.riskmesh.config.ReasonConfig.ReasonReference;
import io.riskmesh.model.ReasonRules;

/** What a job says about the reasons of single records. */
public final class JobReasons {
  private JobReasons() {}

  /** Returns the rules, those of {@code score.reasons} or else the usual ones. */
  public static ReasonRules of(JobConfig job) {
    ReasonConfig reasons = job.score().reasons().orElseGet(ReasonConfig::usual);
    return new ReasonRules(
        reasons.top(),
        reasons.reference() == ReasonReference.BELOW_THRESHOLD,
        reasons.codes(),
        job.privacy().mask().stream().sorted().toList());
  }
}
