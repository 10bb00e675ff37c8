package io.riskmesh.aws;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Writes whole objects, on a condition that S3 checks. Each write carries a unique token: S3 may
 * complete a write although its response is lost, and then rejects the retry because of that
 * success.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">S3's
 *     conditional writes</a>
 */
final class S3Writer {
  private static final String TOKEN = "riskmesh-write";
  private static final Set<String> CONFLICTS =
      Set.of("ConditionalRequestConflict", "OperationAborted");
  private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchUpload");

  private final S3Client s3;
  private final String bucket;
  private final Optional<String> kmsKey;
  private final RetryBackoff backoff;
  private final int partBytes;

  /**
   * Creates a writer for a bucket.
   *
   * @param kmsKey key with which objects are encrypted; empty to use the bucket's setting
   * @param partBytes content longer than this number of bytes is sent in parts of that size, each
   *     of which is retried alone
   */
  S3Writer(
      S3Client s3, String bucket, Optional<String> kmsKey, RetryBackoff backoff, int partBytes) {
    this.s3 = s3;
    this.bucket = bucket;
    this.kmsKey = kmsKey;
    this.backoff = backoff;
    this.partBytes = partBytes;
  }

  /** The state that the object must have before the write; null values require nothing. */
  record Condition(String ifMatch, String ifNoneMatch) {
    static final Condition NONE = new Condition(null, null);
    static final Condition ABSENT = new Condition(null, "*");

    static Condition still(String etag) {
      return new Condition(etag, null);
    }
  }

  /** One write, including its retries. */
  private record Write(String key, ByteBuffer content, Condition condition, String token) {}

  /**
   * Writes an object.
   *
   * @return false when the condition was not met
   * @throws SdkException the error of S3
   */
  boolean write(String key, byte[] content, Condition condition) {
    Write write = new Write(key, ByteBuffer.wrap(content), condition, UUID.randomUUID().toString());
    for (int failures = 1; true; failures++) {
      try {
        send(write);
        return true;
      } catch (SdkException e) {
        if (isDone(e)) {
          return stands(write);
        }
        if (!isForAgain(e) || !backoff.again(failures)) {
          throw e;
        }
      }
    }
  }

  /**
   * Returns whether S3 rejected the write because of the current state of the object, which an
   * earlier retry may have written.
   */
  private static boolean isDone(SdkException e) {
    return e instanceof S3Exception s3
        && (s3.statusCode() == 412 || ABSENT.contains(AwsErrors.code(s3)));
  }

  private static boolean isForAgain(SdkException e) {
    return S3Errors.isCutShort(e)
        || (e instanceof S3Exception s3 && CONFLICTS.contains(AwsErrors.code(s3)));
  }

  private boolean stands(Write write) {
    try {
      Map<String, String> metadata =
          s3.headObject(head -> head.bucket(bucket).key(write.key())).metadata();
      return write.token().equals(metadata.get(TOKEN));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  private void send(Write write) {
    int length = write.content().capacity();
    if (length > partBytes) {
      sendParts(write);
      return;
    }
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(write.key())
            .contentType(type(write.key()))
            .metadata(Map.of(TOKEN, write.token()))
            .ifMatch(write.condition().ifMatch())
            .ifNoneMatch(write.condition().ifNoneMatch());
    kmsKey.ifPresent(id -> put.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(id));
    s3.putObject(put.build(), body(write, 0, length));
  }

  private void sendParts(Write write) {
    CreateMultipartUploadRequest.Builder create =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(write.key())
            .metadata(Map.of(TOKEN, write.token()));
    kmsKey.ifPresent(
        id -> create.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(id));
    String upload = s3.createMultipartUpload(create.build()).uploadId();
    try {
      complete(write, upload, uploadParts(write, upload));
    } catch (SdkException e) {
      abort(write, upload, e);
      throw e;
    }
  }

  private List<CompletedPart> uploadParts(Write write, String upload) {
    List<CompletedPart> parts = new ArrayList<>();
    int rest = write.content().capacity();
    while (rest > 0) {
      int number = parts.size() + 1;
      int bytes = Math.min(partBytes, rest);
      int from = write.content().capacity() - rest;
      String etag =
          s3.uploadPart(
                  part -> part.bucket(bucket).key(write.key()).uploadId(upload).partNumber(number),
                  body(write, from, bytes))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
      rest -= bytes;
    }
    return parts;
  }

  private void complete(Write write, String upload, List<CompletedPart> parts) {
    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(bucket)
                .key(write.key())
                .uploadId(upload)
                .ifMatch(write.condition().ifMatch())
                .ifNoneMatch(write.condition().ifNoneMatch())
                .multipartUpload(all -> all.parts(parts)));
  }

  /**
   * Aborts the upload: the parts of an unfinished upload cost money until a lifecycle rule removes
   * them.
   */
  private void abort(Write write, String upload, SdkException cause) {
    try {
      s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(write.key()).uploadId(upload));
    } catch (SdkException e) {
      cause.addSuppressed(e);
    }
  }

  /** Returns the content type, so that a browser shows the report instead of saving it. */
  private static String type(String key) {
    return switch (key.substring(key.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "json" -> "application/json";
      default -> "application/octet-stream";
    };
  }

  /** Returns a request body that does not copy the content, which may be large. */
  private static RequestBody body(Write write, int from, int bytes) {
    byte[] content = write.content().array();
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(content, from, bytes), bytes, type(write.key()));
  }
}
