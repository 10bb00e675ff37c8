package io.riskmesh.pipeline;

import io.riskmesh.catalog.Access;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.TrainSummary;

/** What the stages of a run have found, in their order. */
record Story(
    SourcePin source,
    Access access,
    QualityReport quality,
    SplitSummary split,
    FeatureSummary features,
    TrainSummary training,
    Evaluation evaluation,
    Verdict verdict) {}
