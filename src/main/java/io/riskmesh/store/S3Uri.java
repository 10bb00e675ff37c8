package io.riskmesh.store;

/** URIs on S3: {@code s3://} is AWS's own scheme, {@code s3a://} that of Hadoop's client. */
public final class S3Uri {
  private S3Uri() {}

  /** Returns whether a URI is on S3. */
  public static boolean is(String uri) {
    return uri.startsWith("s3://") || uri.startsWith("s3a://");
  }

  /** Returns whether a URI is on S3 and has something after the scheme. */
  public static boolean isWhole(String uri) {
    return is(uri) && !uri.endsWith("://");
  }

  /**
   * Returns an S3 URI with the scheme that AWS services expect; other URIs are returned unchanged.
   */
  public static String ofAws(String uri) {
    return uri.replaceFirst("^s3a://", "s3://");
  }
}
