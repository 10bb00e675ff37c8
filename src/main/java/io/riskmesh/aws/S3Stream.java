package io.riskmesh.aws;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads the content of an object completely: if the body breaks off, the rest of the same version
 * is requested. Content that cannot be read completely is an {@link IOException}, never an early
 * end.
 */
final class S3Stream extends InputStream {
  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final RetryBackoff backoff;
  private final String etag;
  private final long length;
  private ResponseInputStream<GetObjectResponse> body;
  private long position;
  private int failures;
  private boolean ended;

  /**
   * Opens the object.
   *
   * @throws SdkException the error of S3
   */
  S3Stream(S3Client s3, String bucket, String key, RetryBackoff backoff) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    this.backoff = backoff;
    this.body = s3.getObject(get -> get.bucket(bucket).key(key));
    this.etag = body.response().eTag();
    this.length = body.response().contentLength();
  }

  /** Returns the ETag, which identifies the object's version. */
  String etag() {
    return etag;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (count == 0) {
      return 0;
    }
    while (position < length) {
      try {
        int read = body.read(target, offset, count);
        if (read > 0) {
          position += read;
          failures = 0;
          return read;
        }
        resume(new EOFException("the response ended early"));
      } catch (IOException | SdkException e) {
        resume(e);
      }
    }
    end();
    return -1;
  }

  private void resume(Exception cause) throws IOException {
    body.abort();
    if (!backoff.again(++failures)) {
      throw broken(cause);
    }
    try {
      body =
          s3.getObject(
              get -> get.bucket(bucket).key(key).ifMatch(etag).range("bytes=" + position + "-"));
    } catch (SdkException e) {
      throw broken(e);
    }
  }

  /** Reads once beyond the last byte, which makes the SDK compare the checksum if S3 sent one. */
  private void end() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    try {
      body.read();
    } catch (SdkException e) {
      throw broken(e);
    }
  }

  private IOException broken(Exception cause) {
    return new IOException("connection broke at byte %d of %d".formatted(position, length), cause);
  }

  @Override
  public void close() throws IOException {
    if (position < length) {
      // Reading the rest to keep the connection may cost more than a new one.
      body.abort();
    } else {
      body.close();
    }
  }
}
