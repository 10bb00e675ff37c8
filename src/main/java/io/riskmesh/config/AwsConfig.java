package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How AWS is reached, where that is not what the platform's own settings say.
 *
 * @param region region of every call; empty takes the SDK's own chain (environment, profile,
 *     machine)
 * @param endpoint URL of a server that answers for every service; empty means AWS
 * @param role ARN of a role to assume for every call and file; empty means the caller's own
 * @param attempts how often a call is tried, the first time included, with backoff in between
 */
public record AwsConfig(
    Optional<String> region,
    Optional<String> endpoint,
    Optional<String> role,
    S3Config s3,
    int attempts) {
  private static final int MAX_ATTEMPTS = 50;

  /**
   * Files on S3.
   *
   * @param endpoint URL of an S3 server of its own; empty takes {@code aws.endpoint}
   * @param pathStyle whether buckets stand in the path and not in the host's name
   * @param kmsKey ARN of the key that files are encrypted with; empty leaves it to the bucket
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

  /** Where S3 is, when it is not AWS. */
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
