package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whose sign-off an environment demands. A role is a word such as {@code validator}; empty lists
 * demand none.
 *
 * @param promote roles that must have approved a run before it goes into production
 * @param approve roles that must have approved a run before {@code registry.approval: verdict}
 *     approves its package
 */
public record SignOffConfig(List<String> promote, List<String> approve) {
  /** Nobody has to sign. */
  public static final SignOffConfig NONE = new SignOffConfig(List.of(), List.of());

  private static final String ROLE = "a role: small letters, digits and inner hyphens, at most 40";
  private static final int MAX_LENGTH = 40;

  static SignOffConfig read(ConfigNode node) {
    return new SignOffConfig(roles(node.at("promote")), roles(node.at("approve")));
  }

  private static List<String> roles(ConfigNode node) {
    List<String> roles = new ArrayList<>();
    for (ConfigNode item : node.list().items()) {
      item.value().parsed(ROLE, SignOffConfig::role).ifPresent(roles::add);
    }
    node.list().texts();
    return List.copyOf(roles);
  }

  /**
   * Returns a role after checking its form.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static String role(String text) {
    if (text.length() > MAX_LENGTH || !text.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("\"%s\" is not %s".formatted(text, ROLE));
    }
    return text;
  }

  /** Returns every role that is named, once each. */
  public List<String> roles() {
    return Stream.concat(promote.stream(), approve.stream()).distinct().toList();
  }

  Map<String, Object> yaml() {
    return new YamlWriter().with("promote", promote).with("approve", approve).fields();
  }
}
