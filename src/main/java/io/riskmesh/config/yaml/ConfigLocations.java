package io.riskmesh.config.yaml;

import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds a configuration file in all places where it can be when a job is started, and parses it.
 */
public final class ConfigLocations {
  private final ProcessEnvironment around;
  private final ConfigProblems problems;

  /**
   * Creates a search for configuration files.
   *
   * @param around working directory, home and variables
   * @param problems collects what is wrong with the files
   */
  public ConfigLocations(ProcessEnvironment around, ConfigProblems problems) {
    this.around = around;
    this.problems = problems;
  }

  /**
   * Reads a file; empty if it cannot be used, which is reported as a problem.
   *
   * @throws RunException if its file system does not answer
   */
  public Optional<YamlTree.Section> read(String location) {
    if (UserInfo.in(location)) {
      problems.add(location + ": the location " + UserInfo.REFUSED);
      return Optional.empty();
    }
    try {
      return readFound(location);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(location + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (RunException e) {
      if (e.outcome().retryable()) {
        throw e;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      problems.add(location + ": cannot be read: " + cause.getMessage());
    }
    return Optional.empty();
  }

  private Optional<YamlTree.Section> readFound(String location) throws IOException {
    if (location.startsWith("file:")) {
      return readLocal(LocationPaths.local(location));
    }
    if (location.startsWith("classpath:") || location.startsWith("jar:")) {
      return resource(location);
    }
    return LocationPaths.hasScheme(location) ? readRemote(location) : readNamed(location);
  }

  private Optional<YamlTree.Section> readLocal(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      problems.add(file + (Files.exists(file) ? ": is not a regular file" : ": does not exist"));
      return Optional.empty();
    }
    Path folder = file.toAbsolutePath().getParent();
    return parsed(shown(file), Files.readAllBytes(file), LocationPaths.below(folder));
  }

  private String shown(Path file) {
    return file.startsWith(around.workingDirectory())
        ? around.workingDirectory().relativize(file).toString()
        : file.toString();
  }

  /**
   * Finds a name without a scheme: in the working directory, home, files of spark-submit, or the
   * jar.
   */
  private Optional<YamlTree.Section> readNamed(String name) throws IOException {
    Path here = around.workingDirectory().resolve(name);
    if (Files.exists(here)) {
      return readLocal(here);
    }
    Optional<Path> home = around.home().map(folder -> folder.resolve(name)).filter(Files::exists);
    if (home.isPresent()) {
      return readLocal(home.get());
    }
    Optional<String> shipped = ShippedFiles.find(name);
    if (shipped.isPresent()) {
      return readFound(shipped.get());
    }
    URL packed = getClass().getClassLoader().getResource(name);
    if (packed != null && !name.isEmpty()) {
      return packed(packed, name);
    }
    problems.add(
        "%s: was not found; looked in %s%s, among the files of spark-submit and in the jar"
            .formatted(
                name,
                around.workingDirectory(),
                around.home().map(folder -> ", in " + folder).orElse("")));
    return Optional.empty();
  }

  private Optional<YamlTree.Section> resource(String location) throws IOException {
    String name = location.substring(location.indexOf(':') + 1).replaceFirst("^/+", "");
    int inside = name.indexOf("!/");
    URL url =
        inside >= 0 ? URI.create(location).toURL() : getClass().getClassLoader().getResource(name);
    if (url == null) {
      problems.add(location + ": is not in the jar");
      return Optional.empty();
    }
    return packed(url, inside >= 0 ? name.substring(inside + 2) : name);
  }

  private Optional<YamlTree.Section> packed(URL url, String name) throws IOException {
    try (InputStream in = url.openStream()) {
      return parsed("jar:" + name, in.readAllBytes(), location -> beside(name, location));
    }
  }

  /**
   * Resolves a location in a packed file: on disk as if the jar were unpacked, unless only the jar
   * contains it.
   */
  private String beside(String name, String location) {
    Path root = around.unpacked();
    Path file = root.resolve(name).getParent().resolve(location).normalize();
    if (!Files.exists(file) && file.startsWith(root)) {
      String packed = root.relativize(file).toString();
      if (getClass().getClassLoader().getResource(packed) != null && !packed.isEmpty()) {
        return "classpath:" + packed;
      }
    }
    return file.toString();
  }

  private Optional<YamlTree.Section> readRemote(String uri) throws IOException {
    int slash = uri.lastIndexOf('/');
    String folder = uri.substring(0, slash + 1);
    Optional<byte[]> content =
        slash < 0 ? Optional.empty() : readContent(folder, uri.substring(slash + 1));
    if (content.isEmpty()) {
      problems.add(uri + ": does not exist");
      return Optional.empty();
    }
    return parsed(uri, content.get(), LocationPaths.below(folder));
  }

  private static Optional<byte[]> readContent(String folder, String name) {
    try (Store store = Store.openAt(folder, Map.of())) {
      return store.read(name);
    }
  }

  private Optional<YamlTree.Section> parsed(
      String name, byte[] content, UnaryOperator<String> resolve) {
    ValueOrigin origin = new ValueOrigin(name, 1, resolve);
    try {
      String yaml = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return YamlReader.read(yaml, origin, "", problems).flatMap(this::section);
    } catch (CharacterCodingException e) {
      problems.add(origin, "", "is not UTF-8");
      return Optional.empty();
    }
  }

  private Optional<YamlTree.Section> section(YamlTree tree) {
    if (tree instanceof YamlTree.Section section) {
      return Optional.of(section);
    }
    problems.add(
        tree.origin(),
        "",
        tree.isNull() ? "is empty" : "must be keys and values, is " + tree.shown());
    return Optional.empty();
  }
}
