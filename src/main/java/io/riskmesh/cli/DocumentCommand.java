package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.document.DocumentKind;
import io.riskmesh.document.RunDocument;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the documentation of a run that a regulation asks for. */
@Command(
    name = "document",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the technical documentation of a run as Markdown.",
      "Every number stands with the file that it comes from. A list at the end names what the run "
          + "cannot know; the job's section about shortens it."
    })
final class DocumentCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Parameters(paramLabel = "ID", description = "A run id, or latest for the latest accepted run.")
  private String runId;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "KIND",
      description =
          "The order of the document: annex-iv (EU AI Act) or mrm (a bank's model risk documentation).")
  private DocumentKind kind;

  @Option(names = "--to", paramLabel = "FILE", description = "Writes it to a new file instead.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    if (file != null && Files.exists(file)) {
      throw new RunException(
          Outcome.USAGE, "--to %s already exists: name another file".formatted(file));
    }
    String document;
    try (Store store = ArtifactStores.open(settings.env())) {
      PublishedRuns runs = new PublishedRuns(store, settings.job().name());
      document = RunDocument.read(store, runs.readManifest(runId), kind);
    }
    write(document);
    return Outcome.DONE.code();
  }

  private void write(String document) {
    if (file == null) {
      spec.commandLine().getOut().print(document);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(file, document, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING, "--to %s cannot be written".formatted(file), e);
    }
  }
}
