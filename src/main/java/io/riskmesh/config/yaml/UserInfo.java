package io.riskmesh.config.yaml;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user name or a password in a URI, {@code s3a://key:secret@bucket}. Locations stand in
 * manifests, reports and messages, so that none of them may hold one.
 */
public final class UserInfo {
  /** What a person can do about it. */
  static final String REFUSED =
      "must not hold a user name or a password, since locations are published; leave them to the role, to variables of the process or to spark.conf, as ${env:NAME}";

  /** Up to the at sign; a secret that holds slashes is told from a port by not being a number. */
  private static final Pattern IN_URI =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)?://(?:[^/\\s\"'?#@:]*:(?![0-9]*(?:[/\\s\"'?#,]|$))[^\\s\"'@]*|[^/\\s\"'?#]*)@");

  /** There a name before the at sign is the container, {@code abfss://container@account}. */
  private static final Pattern CONTAINER = Pattern.compile("(?i)(?:abfs|wasb)s?://[^:@]*@");

  private UserInfo() {}

  /** Whether a location holds any. */
  public static boolean in(String location) {
    return !without(location).equals(location);
  }

  /** Any text with {@code ***} in place of it. */
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
   * Stops at a location of the command line that holds any.
   *
   * @param option the option that gave it
   * @throws RunException {@code USAGE}
   */
  public static void refuse(String option, String location) {
    if (in(location)) {
      throw new RunException(Outcome.USAGE, option + " " + REFUSED);
    }
  }
}
