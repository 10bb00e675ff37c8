package io.riskmesh.config.yaml;

import io.riskmesh.config.yaml.YamlTree.Scalar;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * State shared by all nodes of a reading.
 *
 * @param problems collects the problems
 * @param variables environment variables by name
 * @param asWritten records values that contain variables
 */
public record NodeReading(
    ConfigProblems problems, Map<String, String> variables, AsWritten asWritten) {
  /** Creates the state at the start of a reading. */
  public NodeReading(ConfigProblems problems, Map<String, String> variables) {
    this(problems, variables, new AsWritten());
  }

  /**
   * Returns a value with variables filled in; empty if one is not set, which is reported.
   *
   * @param place where the written form is recorded
   * @param problem receives the message about a variable that is not set
   */
  Optional<Scalar> filled(Scalar scalar, NodePlace place, Consumer<String> problem) {
    if (!EnvVariables.in(scalar.text())) {
      return Optional.of(scalar);
    }
    Set<String> missing = new TreeSet<>();
    Scalar full = scalar.fill(text -> EnvVariables.fill(text, variables, missing));
    missing.forEach(name -> problem.accept("environment variable %s is not set".formatted(name)));
    if (!missing.isEmpty()) {
      return Optional.empty();
    }
    asWritten.add(place.position(), full.text(), scalar.text());
    return Optional.of(full);
  }

  /**
   * Returns the absolute form of a location; variables that it contains are kept in its written
   * form.
   *
   * @param written the location with variables by name
   * @param place where the written form is recorded
   */
  String resolved(String location, String written, NodePlace place) {
    if (LocationPaths.isAbsolute(location)) {
      return location;
    }
    UnaryOperator<String> resolver = place.origin().resolve();
    String absolute = resolver.apply(location);
    if (EnvVariables.in(written)) {
      asWritten.add(place.position(), absolute, resolver.apply(written));
    }
    return absolute;
  }
}
