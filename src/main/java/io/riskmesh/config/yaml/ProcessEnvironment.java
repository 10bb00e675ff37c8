package io.riskmesh.config.yaml;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Properties of the process that affect the loading of a configuration.
 *
 * @param workingDirectory folder that relative locations on the command line are resolved against
 * @param home folder of the installation, searched after the working directory
 * @param variables values for {@code ${env:NAME}}
 */
public record ProcessEnvironment(
    Path workingDirectory, Optional<Path> home, Map<String, String> variables) {

  /**
   * Returns those of this process; home is the system property {@code riskmesh.home} or {@code
   * RISKMESH_HOME}.
   */
  public static ProcessEnvironment process() {
    Map<String, String> variables = System.getenv();
    return new ProcessEnvironment(
        Path.of("").toAbsolutePath(),
        Optional.ofNullable(System.getProperty("riskmesh.home", variables.get("RISKMESH_HOME")))
            .map(home -> Path.of(home).toAbsolutePath()),
        variables);
  }

  /** Returns the folder in which the files of the jar would be if it had been unpacked. */
  Path unpacked() {
    return home.orElse(workingDirectory);
  }
}
