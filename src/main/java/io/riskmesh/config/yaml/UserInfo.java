package io.riskmesh.config.yaml;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects a user name or a password in a URI, {@code s3a://key:secret@bucket}. Locations appear in
 * manifests, reports and messages, so they must not contain one.
 */
public final class UserInfo {
  /** Explanation and remedy, for messages. */
  static final String REFUSED =
      "must not contain a user name or password, because locations are published; use the role, environment variables or spark.conf, as ${env:NAME}";

  /**
   * Matches up to the at sign. A port is a number; anything else after the colon is part of a
   * secret, which may contain slashes.
   */
  private static final Pattern IN_URI =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)?://(?:[^/\\s\"'?#@:]*:(?![0-9]*(?:[/\\s\"'?#,]|$))[^\\s\"'@]*|[^/\\s\"'?#]*)@");

  /**
   * Schemes in which a name before the at sign is the container, {@code abfss://container@account}.
   */
  private static final Pattern CONTAINER = Pattern.compile("(?i)(?:abfs|wasb)s?://[^:@]*@");

  private UserInfo() {}

  /** Returns whether a location contains a user name or a password. */
  public static boolean in(String location) {
    return !without(location).equals(location);
  }

  /** Returns a text in which user names and passwords are replaced by {@code ***}. */
  public static String without(String text) {
    return IN_URI.matcher(text).replaceAll(UserInfo::masked);
  }

  private static String masked(MatchResult found) {
    String uri = found.group();
    return Matcher.quoteReplacement(
        CONTAINER.matcher(uri).matches()
            ? uri
            : uri.substring(0, uri.indexOf("://") + 3) + SecretSettings.MASK + "@");
  }

  /**
   * Rejects a location from the command line that contains a user name or a password.
   *
   * @param option the option that the location was given with
   * @throws RunException {@code USAGE}
   */
  public static void refuse(String option, String location) {
    if (in(location)) {
      throw new RunException(Outcome.USAGE, option + " " + REFUSED);
    }
  }
}
