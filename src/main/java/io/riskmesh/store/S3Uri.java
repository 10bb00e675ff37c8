package io.riskmesh.store;

/** Addresses on S3: {@code s3://} is AWS's own, {@code s3a://} what Hadoop's client calls it. */
public final class S3Uri {
  private S3Uri() {}

  /** Whether a URI is on S3. */
  public static boolean is(String uri) {
    return uri.startsWith("s3://") || uri.startsWith("s3a://");
  }

  /** Whether it also goes on after that. */
  public static boolean isWhole(String uri) {
    return is(uri) && !uri.endsWith("://");
  }

  /** As AWS's services take it; a URI that is elsewhere stays as it is. */
  public static String ofAws(String uri) {
    return uri.replaceFirst("^s3a://", "s3://");
  }
}
