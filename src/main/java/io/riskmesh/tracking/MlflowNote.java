package io.riskmesh.tracking;

import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;

/** The description of a run in MLflow, as Markdown: the verdict and where the files are. */
final class MlflowNote {
  private MlflowNote() {}

  /**
   * Returns the text.
   *
   * @param folder URI of the run's folder
   */
  static String of(Manifest manifest, String folder) {
    StringBuilder note = new StringBuilder("**%s**\n\n".formatted(manifest.verdictInWords()));
    manifest
        .gates()
        .forEach(
            gate ->
                note.append(
                    "- %s%s\n".formatted(gate.passed() ? "" : "**not met:** ", gate.message())));
    note.append("\nSource: `%s`\n\n".formatted(manifest.source().shown()));
    note.append("Report: `%s/%s`\n\n".formatted(folder, RunPaths.REPORT));
    note.append("Model: `%s/%s`\n".formatted(folder, RunPaths.MODEL));
    return note.toString();
  }
}
