package io.riskmesh.config.yaml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Locations: a local path, or a URI with a scheme. */
public final class LocationPaths {
  /** Two letters at least, so that a drive is no scheme. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private LocationPaths() {}

  public static boolean hasScheme(String location) {
    return SCHEME.matcher(location).matches();
  }

  static boolean isAbsolute(String location) {
    return hasScheme(location) || location.startsWith("/") || Path.of(location).isAbsolute();
  }

  /** Below a local folder; Hadoop takes a path as it is, where a URI's %20 would stay. */
  public static UnaryOperator<String> below(Path folder) {
    return location -> folder.resolve(location).toAbsolutePath().normalize().toString();
  }

  /** Below a folder that only a URI names. */
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

  /** The local path of a {@code file:} URI; a space in it may stand as it is. */
  static Path local(String uri) {
    String path = uri.substring("file:".length());
    try {
      return Path.of(new URI("file:" + path).getPath());
    } catch (URISyntaxException | NullPointerException e) {
      return Path.of(path.replaceFirst("^//(?=/)", ""));
    }
  }
}
