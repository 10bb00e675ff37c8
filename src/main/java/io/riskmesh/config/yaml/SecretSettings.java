package io.riskmesh.config.yaml;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what must not be printed. Settings with arbitrary keys are shown only if they are known
 * to be harmless, and never if their key sounds secret.
 */
public final class SecretSettings {
  static final String MASK = "***";

  private static final String WORDS =
      "secret|passw|passphrase|pwd|token|credential|authorization|signature"
          + "|(?:access|account|api|private|encryption|shared)[._-]?key|(?<![a-z])sas(?![a-z])";
  private static final Pattern KEY = Pattern.compile("(?i)" + WORDS);
  private static final String VALUE = "(?:\"[^\"]*\"|'[^']*'|[^\\s&;,\"']+)";

  /** Matches {@code -Dx.password=y} or {@code ?token=y} within a longer value. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?i)((?:" + WORDS + ")[\\w.-]*=)" + VALUE);

  /** Matches JVM properties other than those of the JVM itself and of the logger. */
  private static final Pattern PROPERTY =
      Pattern.compile("(-D(?!(?:java|user|file|sun|log4j2?)\\.)[^\\s=]+=)" + VALUE);

  /** Sizes, counts and switches of Spark. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?s)spark\\.(?:sql\\.(?!catalog\\.).*|sql\\.catalog\\.[^.]+(?:\\.(?:type|warehouse|catalog-impl|io-impl))?"
              + "|(?:executor|driver|task|dynamicAllocation|ui|shuffle|memory|storage|scheduler|speculation"
              + "|locality|broadcast|kryo|kryoserializer|rdd|cleaner|stage|eventLog|barrier|excludeOnFailure)\\..*)");

  private static final Set<String> HARMLESS_KEYS =
      Set.of(
          "spark.master",
          "spark.app.name",
          "spark.submit.deployMode",
          "spark.default.parallelism",
          "spark.speculation",
          "spark.serializer",
          "spark.jars",
          "spark.jars.packages",
          "spark.files",
          "spark.local.dir",
          "spark.network.timeout",
          "spark.authenticate",
          "spark.network.crypto.enabled",
          "spark.io.encryption.enabled",
          "spark.ssl.enabled",
          "spark.yarn.maxAppAttempts",
          "spark.yarn.queue",
          "spark.yarn.stagingDir",
          "spark.hadoop.fs.permissions.umask-mode",
          "spark.hadoop.fs.s3.credentialsResolverClass",
          "spark.hadoop.fs.s3.useDirectoryHeaderAsFolderObject",
          "spark.hadoop.fs.s3.folderObject.autoAction.disabled",
          "spark.hadoop.fs.s3a.aws.credentials.provider",
          "spark.hadoop.fs.s3a.endpoint",
          "spark.hadoop.fs.s3a.endpoint.region",
          "spark.hadoop.fs.s3a.path.style.access",
          "spark.hadoop.fs.s3a.retry.limit",
          "spark.hadoop.fs.s3a.retry.interval",
          "spark.hadoop.fs.s3a.retry.throttle.limit",
          "spark.hadoop.fs.s3a.retry.throttle.interval",
          "spark.hadoop.hive.metastore.client.factory.class");

  /** Options of Spark's text readers, in lower case. */
  private static final Set<String> READER_OPTIONS =
      Set.of(
          "header",
          "sep",
          "delimiter",
          "quote",
          "escape",
          "chartoescapequoteescaping",
          "unescapedquotehandling",
          "encoding",
          "charset",
          "comment",
          "nullvalue",
          "nanvalue",
          "emptyvalue",
          "positiveinf",
          "negativeinf",
          "dateformat",
          "timestampformat",
          "timestampntzformat",
          "timezone",
          "locale",
          "mode",
          "multiline",
          "linesep",
          "inferschema",
          "enforceschema",
          "samplingratio",
          "ignoreleadingwhitespace",
          "ignoretrailingwhitespace",
          "maxcolumns",
          "maxcharspercolumn",
          "columnnameofcorruptrecord",
          "columnpruning",
          "compression",
          "prefersdecimal",
          "preferdate",
          "primitivesasstring",
          "dropfieldifallnull",
          "allowcomments",
          "allowunquotedfieldnames",
          "allowsinglequotes",
          "allownumericleadingzeros",
          "allowbackslashescapinganycharacter",
          "allowunquotedcontrolchars",
          "allownonnumericnumbers",
          "pathglobfilter",
          "recursivefilelookup",
          "modifiedbefore",
          "modifiedafter",
          "ignorecorruptfiles",
          "ignoremissingfiles",
          "datetimerebasemode",
          "int96rebasemode");

  private static final String SPARK = "spark.conf.";
  private static final String OPTIONS = "source.options.";

  private SecretSettings() {}

  /** Returns whether the value at a place of either file may be shown. */
  static boolean isTold(String place) {
    if (place.startsWith(SPARK)) {
      String key = place.substring(SPARK.length());
      return HARMLESS_KEYS.contains(key)
          || (HARMLESS.matcher(key).matches() && !KEY.matcher(key).find());
    }
    return place.startsWith(OPTIONS)
        ? READER_OPTIONS.contains(place.substring(OPTIONS.length()).toLowerCase(Locale.ROOT))
        : !KEY.matcher(place).find();
  }

  private static boolean isSetting(String place) {
    return place.startsWith(SPARK) || place.startsWith(OPTIONS);
  }

  /** Returns the printable value at a place; if it must not be shown, only its variables. */
  static Object told(String place, Object value) {
    if (isSetting(place) && !isTold(place)) {
      return EnvVariables.alone(value.toString(), MASK);
    }
    return value instanceof String text ? told(text, isSetting(place)) : value;
  }

  private static String told(String text, boolean isSetting) {
    String told = UserInfo.without(text);
    return isSetting
        ? PROPERTY.matcher(ASSIGNMENT.matcher(told).replaceAll("$1" + MASK)).replaceAll("$1" + MASK)
        : told;
  }

  /** Returns Spark settings with secrets masked. */
  public static Map<String, Object> ofSpark(Map<String, String> settings) {
    Map<String, Object> told = new LinkedHashMap<>(settings);
    told.replaceAll((key, value) -> told(SPARK + key, value));
    return told;
  }
}
