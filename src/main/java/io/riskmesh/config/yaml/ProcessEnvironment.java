package io.riskmesh.config.yaml;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a load takes from the process around it.
 *
 * @param workingDirectory where relative locations of the command line start
 * @param home folder of the installation, searched after the working directory
 * @param variables for {@code ${env:NAME}}
 */
public record ProcessEnvironment(
    Path workingDirectory, Optional<Path> home, Map<String, String> variables) {

  /** This process; home is the system property {@code riskmesh.home} or {@code RISKMESH_HOME}. */
  public static ProcessEnvironment process() {
    Map<String, String> variables = System.getenv();
    return new ProcessEnvironment(
        Path.of("").toAbsolutePath(),
        Optional.ofNullable(System.getProperty("riskmesh.home", variables.get("RISKMESH_HOME")))
            .map(home -> Path.of(home).toAbsolutePath()),
        variables);
  }

  /** Where a file that is in the jar would lie if it had been unpacked. */
  Path unpacked() {
    return home.orElse(workingDirectory);
  }
}
