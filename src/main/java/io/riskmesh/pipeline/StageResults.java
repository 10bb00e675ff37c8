package io.riskmesh.pipeline;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.TrainSummary;

/** The results of a run's stages, in the order of the stages. */
record StageResults(
    SourcePin source,
    AccessTrail access,
    QualityReport quality,
    SplitSummary split,
    FeatureSummary features,
    TrainSummary training,
    Evaluation evaluation,
    Verdict verdict) {}
