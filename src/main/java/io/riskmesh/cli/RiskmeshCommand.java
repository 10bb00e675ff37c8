package io.riskmesh.cli;

import io.riskmesh.store.Outcome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's root command; its subcommands do the work. */
@Command(
    name = "riskmesh",
    description = "Trains a credit-risk model on a table that another account owns.",
    subcommands = {
      StageCommand.Run.class,
      CheckCommand.class,
      ProfileCommand.class,
      StageCommand.Prepare.class,
      StageCommand.Train.class,
      StageCommand.Evaluate.class,
      TuneCommand.class,
      RegisterCommand.class,
      ScoreCommand.class,
      ServeCommand.class,
      FeaturesCommand.class,
      DriftCommand.class,
      RunsCommand.class,
      SiteCommand.class,
      CleanCommand.class,
      GenerateCommand.class,
      CommandLine.HelpCommand.class
    },
    versionProvider = VersionProvider.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 2 configuration or usage, 20 source missing or not granted,",
      "21 no response (try again), 30 data quality, 40 model refused, 50 retrain (drift",
      "--exit-code), 1 anything else."
    })
public final class RiskmeshCommand {

  /** Runs a command line and returns its exit code. */
  public static int execute(String... args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    String first = args.length == 0 ? "" : args[0];
    return findAlone(first)
        .map(RiskmeshCommand::prepared)
        .orElseGet(RiskmeshCommand::commandLine)
        .setOut(out)
        .setErr(err)
        .execute(args);
  }

  /**
   * Returns the command line with its subcommands. Errors are printed on one line and mapped to
   * exit codes, and output is sanitised for the terminal.
   */
  public static CommandLine commandLine() {
    return prepared(new CommandLine(new RiskmeshCommand()));
  }

  /**
   * Returns a command line with one subcommand: without the classes of the others, of which some
   * need Spark, it starts in half of the time.
   */
  private static Optional<CommandLine> findAlone(String name) {
    Command root = RiskmeshCommand.class.getAnnotation(Command.class);
    return Arrays.stream(root.subcommands())
        .filter(command -> command != CommandLine.HelpCommand.class)
        .filter(command -> command.getAnnotation(Command.class).name().equals(name))
        .findFirst()
        .map(
            command ->
                new CommandLine(CommandLine.Model.CommandSpec.create().name(root.name()))
                    .addSubcommand(command));
  }

  private static CommandLine prepared(CommandLine line) {
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(
        parsed -> {
          Integer help = CommandLine.executeHelpRequest(parsed);
          if (help != null) {
            return help;
          }
          line.setOut(TerminalText.over(line.getOut())).setErr(TerminalText.over(line.getErr()));
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler(
        (error, command, parsed) -> {
          CommandFailure failure = CommandFailure.of(error);
          command.getErr().println(failure.line());
          return failure.outcome().code();
        });
    line.setExitCodeExceptionMapper(
        error ->
            error instanceof CommandLine.ParameterException
                ? Outcome.USAGE.code()
                : Outcome.FAILED.code());
    return line;
  }
}
