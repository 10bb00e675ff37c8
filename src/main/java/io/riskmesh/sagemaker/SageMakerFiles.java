package io.riskmesh.sagemaker;

import io.riskmesh.config.LabelConfig;
import io.riskmesh.registry.PackageFiles;
import io.riskmesh.store.JsonText;
import java.util.Map;
import java.util.TreeMap;

/** Writes the files that describe a run to SageMaker; equal runs give identical bytes. */
public final class SageMakerFiles {
  private SageMakerFiles() {}

  /** Returns the content of each file, by its path below the run's folder. */
  public static Map<String, byte[]> of(DescribedRun run) {
    DataFiles data = DataFiles.of(run);
    Map<String, byte[]> files = new TreeMap<>();
    files.put(PackageFiles.MODEL_CARD, JsonText.bytes(ModelCard.of(run)));
    files.put(PackageFiles.DATA_STATISTICS, JsonText.bytes(data.statistics()));
    files.put(PackageFiles.DATA_CONSTRAINTS, JsonText.bytes(data.constraints()));
    files.put(PackageFiles.MODEL_CONSTRAINTS, JsonText.bytes(MetricConstraints.of(run)));
    files.put(PackageFiles.EXPLAINABILITY, JsonText.bytes(ShapAnalysis.of(run.explanation())));
    if (!run.evaluation().groups().isEmpty()) {
      files.put(PackageFiles.BIAS, JsonText.bytes(bias(run)));
    }
    return files;
  }

  private static Map<String, Object> bias(DescribedRun run) {
    LabelConfig label = run.job().label();
    return BiasAnalysis.of(
        run.evaluation().groups(),
        label.column(),
        run.job().privacy().hides(label.column()) ? "no default" : "not " + label.positive());
  }
}
