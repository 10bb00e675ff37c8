package io.riskmesh.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code Dockerfile} would put into an image, in a folder, and how it would be started. */
final class ServingImage {
  private final Path root;
  private final Map<String, String> arguments = new HashMap<>();
  private final Map<String, String> instructions = new HashMap<>();

  /** Follows the instructions of the file below a folder. */
  ServingImage(Path root) throws IOException {
    this.root = root;
    for (String line : Files.readAllLines(Path.of("Dockerfile"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" ", 2);
        follow(parts[0], substituted(parts[1]));
      }
    }
  }

  private String substituted(String text) {
    String all = text;
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      all = all.replace("${" + argument.getKey() + "}", argument.getValue());
    }
    return all;
  }

  private void follow(String instruction, String text) throws IOException {
    instructions.put(instruction, text);
    switch (instruction) {
      case "ARG" -> arguments.put(text.split("=", 2)[0], text.split("=", 2)[1]);
      case "COPY" -> copy(Arrays.asList(text.split(" ", -1)));
      case "FROM", "LABEL", "USER", "EXPOSE", "ENTRYPOINT", "CMD" -> {}
      default -> throw new IllegalArgumentException("not followed here: " + instruction);
    }
  }

  private void copy(List<String> words) throws IOException {
    String target = words.get(words.size() - 1);
    for (String source : words.subList(0, words.size() - 1)) {
      Path from = Path.of(source);
      Path to = at(target.endsWith("/") ? target + from.getFileName() : target);
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    }
  }

  /** Returns where a path of the image lies. */
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** Returns the last text of an instruction. */
  String instruction(String name) {
    return instructions.get(name);
  }

  /** Returns the command that a container runs, with this JVM's program and our folder. */
  List<String> command(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    for (String word : new ObjectMapper().readValue(instruction("ENTRYPOINT"), String[].class)) {
      command.add(word.startsWith("/") ? at(word).toString() : word);
    }
    command.set(0, Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
