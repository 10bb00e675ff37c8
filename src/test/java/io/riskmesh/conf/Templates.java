package io.riskmesh.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@code aws_templates.py} says of the templates in {@code conf/aws}. */
final class Templates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Templates() {}

  static JsonNode python(String... args) throws IOException {
    return JSON.readTree(Python.run("aws_templates.py", args));
  }

  static Map<String, Object> stack(String template, Map<String, String> parameters) {
    return Map.of("template", template + ".yaml", "parameters", parameters);
  }

  /** What moto's CloudFormation makes of each stack. */
  static JsonNode deploy(Path folder, List<Map<String, Object>> stacks) throws IOException {
    Path file = folder.resolve("stacks.json");
    Files.write(file, JSON.writeValueAsBytes(stacks));
    return python("deploy", "conf/aws", "" + file);
  }
}
