package io.riskmesh.sagemaker;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.JobConfig;
import io.riskmesh.drift.Baseline;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.explain.Explanation;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.TrainSummary;

/**
 * A run that is to be described.
 *
 * @param asOf ISO-8601 time that the run stands for
 * @param model URI at which the model's archive is published, as AWS services expect it
 */
public record DescribedRun(
    JobConfig job,
    String runId,
    String asOf,
    String model,
    SourcePin source,
    QualityReport quality,
    SplitSummary split,
    FeatureSummary features,
    TrainSummary training,
    Evaluation evaluation,
    Verdict verdict,
    Explanation explanation,
    Baseline baseline) {}
