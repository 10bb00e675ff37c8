package io.riskmesh;

import java.util.regex.Pattern;

/** What Hadoop's S3A is made of, which differs between the Sparks. */
public final class PlatformS3a {
  /** Takes the keys of the JVM's system properties; for {@code fs.s3a.aws.credentials.provider}. */
  public static final String CREDENTIALS =
      "software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider";

  /** Jars that a Spark distribution lacks for it: Hadoop's own and AWS SDK 2 in modules. */
  public static final Pattern JARS =
      Pattern.compile(
          ".*/software/amazon/.*|.*/(hadoop-aws|wildfly-openssl|reactive-streams)-[^/]*");

  private PlatformS3a() {}
}
