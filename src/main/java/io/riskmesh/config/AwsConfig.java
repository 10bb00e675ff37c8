package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How AWS is accessed, where this differs from the platform's own settings.
 *
 * @param region region of every call; if empty, the SDK's provider chain decides (environment,
 *     profile, machine)
 * @param endpoint URL of a server that replaces every AWS service; empty means AWS
 * @param role ARN of a role to assume for every call and file; empty means the caller's own
 * @param s3 settings of S3 alone
 * @param attempts maximum number of attempts per call, including the first, with backoff in between
 */
public record AwsConfig(
    Optional<String> region,
    Optional<String> endpoint,
    Optional<String> role,
    S3Config s3,
    int attempts) {
  private static final int MAX_ATTEMPTS = 50;

  /**
   * How files on S3 are accessed.
   *
   * @param endpoint URL of a separate S3 server; if empty, {@code aws.endpoint} applies
   * @param pathStyle whether the bucket is part of the path rather than of the host name
   * @param kmsKey ARN of the key that encrypts new files; if empty, the bucket's setting applies
   */
  public record S3Config(Optional<String> endpoint, boolean pathStyle, Optional<String> kmsKey) {

    static S3Config read(ConfigNode node) {
      return new S3Config(
          url(node.at("endpoint")),
          node.at("pathStyle").value().flag().orElse(ConfigDefaults.PATH_STYLE),
          node.at("kmsKey").value().parsed("the ARN of a KMS key", text -> arn(text, "kms")));
    }

    private Map<String, Object> yaml() {
      return new YamlWriter()
          .with("endpoint", endpoint)
          .with("pathStyle", pathStyle)
          .with("kmsKey", kmsKey)
          .fields();
    }
  }

  static AwsConfig read(ConfigNode node) {
    return new AwsConfig(
        node.at("region").value().text(),
        url(node.at("endpoint")),
        node.at("role").value().parsed("the ARN of a role", text -> arn(text, "iam")),
        node.at("s3").read(S3Config::read),
        node.at("attempts").value().integer(1, MAX_ATTEMPTS).orElse(ConfigDefaults.ATTEMPTS));
  }

  private static Optional<String> url(ConfigNode node) {
    return node.value().parsed("a URL such as http://localhost:5000", AwsConfig::url);
  }

  private static String url(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null
        || uri.getRawUserInfo() != null
        || !String.valueOf(uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static String arn(String text, String service) {
    if (!text.matches("arn:[a-z-]+:" + service + ":[^\\s]*")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** Returns the URL of the S3 server, or empty if it is AWS. */
  public Optional<String> s3Endpoint() {
    return s3.endpoint().or(() -> endpoint);
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("region", region)
        .with("endpoint", endpoint)
        .with("role", role)
        .with("s3", s3.yaml())
        .with("attempts", attempts)
        .fields();
  }
}
