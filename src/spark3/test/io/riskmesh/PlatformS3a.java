package io.riskmesh;

import java.util.regex.Pattern;

/** What Hadoop's S3A is made of, which differs between the Sparks. */
public final class PlatformS3a {
  /** Takes the keys of the JVM's system properties; for {@code fs.s3a.aws.credentials.provider}. */
  public static final String CREDENTIALS = "com.amazonaws.auth.SystemPropertiesCredentialsProvider";

  /** Jars that a Spark distribution lacks for it. */
  public static final Pattern JARS =
      Pattern.compile(
          ".*/(hadoop-aws|aws-java-sdk|jmespath-java|ion-java|wildfly-openssl|jackson-dataformat-cbor)-[^/]*");

  private PlatformS3a() {}
}
