package io.riskmesh.cli;

import io.riskmesh.config.EffectiveConfig;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --dry-run}, which works the same way in every command that has it. */
final class DryRun {
  @Option(
      names = "--dry-run",
      description = "Prints the effective configuration with secrets masked, and exits.")
  private boolean asked;

  boolean isAsked() {
    return asked;
  }

  /**
   * Prints the configuration if {@code --dry-run} is set; returns whether the command ends here.
   */
  boolean ends(EffectiveConfig settings, CommandSpec spec) {
    if (asked) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(settings.toYaml());
      out.flush();
    }
    return asked;
  }
}
