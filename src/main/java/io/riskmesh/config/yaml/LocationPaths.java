package io.riskmesh.config.yaml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Handles locations: a local path, or a URI with a scheme. */
public final class LocationPaths {
  /** At least two letters, so that a drive letter is not taken for a scheme. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private LocationPaths() {}

  /** Returns whether a location is a URI with a scheme. */
  public static boolean hasScheme(String location) {
    return SCHEME.matcher(location).matches();
  }

  static boolean isAbsolute(String location) {
    return hasScheme(location) || location.startsWith("/") || Path.of(location).isAbsolute();
  }

  /**
   * Resolves locations against a local folder, to a path rather than a URI: Hadoop uses a path as
   * it is, whereas the %20 of a URI would be kept.
   */
  public static UnaryOperator<String> below(Path folder) {
    return location -> folder.resolve(location).toAbsolutePath().normalize().toString();
  }

  /** Resolves locations against a folder that is given as a URI. */
  public static UnaryOperator<String> below(String folder) {
    return location -> {
      int start = folder.indexOf("://") < 0 ? folder.indexOf(':') + 1 : pathOf(folder);
      Path path = Path.of("/", folder.substring(start)).resolve(location).normalize();
      return folder.substring(0, start) + path;
    };
  }

  private static int pathOf(String uri) {
    int slash = uri.indexOf('/', uri.indexOf("://") + 3);
    return slash < 0 ? uri.length() : slash;
  }

  /** Returns the local path of a {@code file:} URI; spaces in it need not be escaped. */
  static Path local(String uri) {
    String path = uri.substring("file:".length());
    try {
      return Path.of(new URI("file:" + path).getPath());
    } catch (URISyntaxException | NullPointerException e) {
      return Path.of(path.replaceFirst("^//(?=/)", ""));
    }
  }
}
