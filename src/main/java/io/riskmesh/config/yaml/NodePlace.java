package io.riskmesh.config.yaml;

/**
 * Where a node is.
 *
 * @param origin file and line
 * @param path keys from the root, with the names of list items
 * @param position the path with positions instead of the names of list items
 */
record NodePlace(ValueOrigin origin, String path, String position) {
  static NodePlace root(ValueOrigin origin) {
    return new NodePlace(origin, "", "");
  }

  /**
   * Returns the place of a value below this one.
   *
   * @param name key, or name of a list item
   * @param key key, or position of a list item
   */
  NodePlace below(String name, String key, ValueOrigin ofValue) {
    return new NodePlace(ofValue, joined(path, name), joined(position, key));
  }

  private static String joined(String above, String below) {
    return above.isEmpty() ? below : above + "." + below;
  }
}
