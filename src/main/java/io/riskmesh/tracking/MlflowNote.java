package io.riskmesh.tracking;

import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import java.util.Locale;

/** The description of a run in MLflow, as Markdown: the verdict and where the files are. */
final class MlflowNote {
  private MlflowNote() {}

  /**
   * Returns the text.
   *
   * @param folder URI of the run's folder
   */
  static String of(Manifest manifest, String folder) {
    StringBuilder note = new StringBuilder();
    note.append("**%s**%n%n".formatted(manifest.verdictInWords()));
    if (!manifest.gates().isEmpty()) {
      note.append("| gate | test | 95% interval | limit | |\n| --- | --- | --- | --- | --- |\n");
      manifest.gates().forEach(gate -> note.append(row(gate)));
      note.append('\n');
    }
    note.append("Source: `%s`%n%n".formatted(manifest.source().shown()));
    note.append("Report: `%s/%s`%n%n".formatted(folder, RunPaths.REPORT));
    note.append("Model: `%s/%s`%n".formatted(folder, RunPaths.MODEL));
    return note.toString();
  }

  private static String row(Judgement gate) {
    return "| %s | %s | %s | %s %s | %s |\n"
        .formatted(
            gate.metric(),
            number(gate.value()),
            gate.low() == null ? "" : number(gate.low()) + " - " + number(gate.high()),
            gate.limit().bound().sign(),
            gate.limit().number(),
            gate.passed() ? "met" : "**not met**");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
