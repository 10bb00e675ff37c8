package io.riskmesh.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Javadoc of a type says.
 *
 * @param summary its first sentence
 * @param params descriptions by component
 */
record RecordDocs(String summary, Map<String, String> params) {
  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java"), Path.of("src/test/java"));
  private static final Pattern TAG = Pattern.compile("\\{@(?:code|link|value)\\s+([^{}]*?)\\}");

  static RecordDocs of(Class<?> type) {
    String source = source(type);
    Matcher declared =
        Pattern.compile("\\b(?:record|interface|enum) " + type.getSimpleName() + "\\b")
            .matcher(source);
    if (!declared.find()) {
      throw new IllegalArgumentException("no source of " + type);
    }
    String before = source.substring(0, declared.start());
    int end = before.lastIndexOf("*/");
    int begin = before.lastIndexOf("/**");
    boolean isItsOwn =
        begin >= 0 && before.substring(end + 2).matches("(?s)[^;{}]*(\\{[^;]*\\})?[^;{}]*");
    return isItsOwn ? parse(before.substring(begin + 3, end)) : new RecordDocs("", Map.of());
  }

  private static String source(Class<?> type) {
    Class<?> top = type;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    String file = top.getName().replace('.', '/') + ".java";
    Path source =
        SOURCES.stream()
            .map(root -> root.resolve(file))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordDocs parse(String comment) {
    String[] parts = comment.replaceAll("\\n\\s*\\* ?", "\n").split("\\n@");
    Map<String, String> params = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher param = Pattern.compile("(?s)param (\\w+)\\s+(.*)").matcher(parts[i]);
      if (param.matches()) {
        params.put(param.group(1), plain(param.group(2)));
      }
    }
    return new RecordDocs(plain(parts[0]).replaceFirst("(?s)\\.\\s.*", "."), params);
  }

  private static String plain(String text) {
    String words = text.replaceAll("\\s+", " ").replaceAll("</?p>", "");
    return TAG.matcher(words)
        .replaceAll("$1")
        .replaceAll("; see \\w+#\\w+", "")
        .replace("#", ".")
        .strip();
  }

  /** The description of a component; empty without one. */
  String param(String name) {
    return params.getOrDefault(name, "");
  }
}
