package io.riskmesh.aws;

import io.riskmesh.aws.S3Writer.Condition;
import io.riskmesh.config.AwsConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A folder in a bucket, accessed through S3's own API: Hadoop's clients do not support conditional
 * writes everywhere, and create markers for folders, which S3 does not have. S3 is strongly
 * consistent: every client sees a completed write in reads and listings.
 */
final class S3Store implements Store {
  private static final int PART_BYTES = 64 << 20;

  /** An ETag that no content has. */
  private static final String NO_ETAG = "\"%s\"".formatted("0".repeat(32));

  private final AwsConfig config;
  private final int partBytes;
  private final AwsClients aws;
  private final S3Client s3;
  private final S3Location root;
  private final RetryBackoff backoff;
  private final S3Writer writer;
  private final S3Folder folder;

  S3Store(String uri, AwsConfig config) {
    this(uri, config, PART_BYTES);
  }

  S3Store(String uri, AwsConfig config, int partBytes) {
    this(S3Location.of(uri), config, partBytes, new AwsClients(config));
  }

  private S3Store(S3Location root, AwsConfig config, int partBytes, AwsClients aws) {
    this(root, config, partBytes, aws, aws.s3(), new RetryBackoff(config.attempts()));
  }

  private S3Store(
      S3Location root,
      AwsConfig config,
      int partBytes,
      AwsClients aws,
      S3Client s3,
      RetryBackoff backoff) {
    this.root = root;
    this.config = config;
    this.partBytes = partBytes;
    this.aws = aws;
    this.s3 = s3;
    this.backoff = backoff;
    this.writer = new S3Writer(s3, root.bucket(), config.s3().kmsKey(), backoff, partBytes);
    this.folder = new S3Folder(s3, root, backoff);
  }

  @Override
  public String uri(String path) {
    return root.uri(path);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return readWhole(path, (content, etag) -> content);
  }

  private <T> Optional<T> readWhole(String path, BiFunction<byte[], String, T> use) {
    return call(
        "GetObject",
        path,
        () -> {
          try (S3Stream in = openStream(path)) {
            return Optional.of(use.apply(in.readAllBytes(), in.etag()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          } catch (IOException e) {
            throw new RunException(
                Outcome.SOURCE_UNAVAILABLE,
                "S3 GetObject of %s failed: %s".formatted(uri(path), e.getMessage()),
                e);
          }
        });
  }

  private S3Stream openStream(String path) {
    return new S3Stream(s3, root.bucket(), root.key(path), backoff);
  }

  @Override
  public InputStream open(String path) {
    return call(
        "GetObject",
        path,
        () -> {
          try {
            return openStream(path);
          } catch (NoSuchKeyException e) {
            // Another attempt may have deleted it, so this is not a missing source.
            throw new RunException(
                Outcome.SOURCE_UNAVAILABLE,
                "cannot read %s: it no longer exists".formatted(uri(path)),
                e);
          }
        });
  }

  @Override
  public void write(String path, byte[] content) {
    if (!put(path, content, Condition.NONE)) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "S3 PutObject of %s failed: the upload was aborted".formatted(uri(path)));
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    return put(path, content, Condition.ABSENT);
  }

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    if (expected.isEmpty()) {
      return create(path, content);
    }
    return readWhole(
            path,
            (now, etag) ->
                Arrays.equals(now, expected.get()) && put(path, content, Condition.still(etag)))
        .orElse(false);
  }

  /** Sends a condition that never holds: S3 does the comparison, not this class. */
  @Override
  public boolean replacesUnseen(String path, byte[] content) {
    return put(path, content, Condition.still(NO_ETAG));
  }

  private boolean put(String path, byte[] content, Condition condition) {
    return call("PutObject", path, () -> writer.write(root.key(path), content, condition));
  }

  @Override
  public List<Entry> list(String path) {
    return call("ListObjectsV2", path, () -> folder.list(path));
  }

  @Override
  public void delete(String path) {
    call(
        "DeleteObjects",
        path,
        () -> {
          folder.delete(path);
          return null;
        });
  }

  @Override
  public Store impatient(Duration longest) {
    return new S3Store(root, config, partBytes, aws, aws.s3(longest), new RetryBackoff(1));
  }

  private <T> T call(String operation, String path, Supplier<T> call) {
    for (int failures = 1; true; failures++) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (!S3Errors.isCutShort(e) || !backoff.again(failures)) {
          throw S3Errors.of(e, "S3 %s of %s".formatted(operation, uri(path)), root.bucket());
        }
      }
    }
  }

  @Override
  public void close() {
    aws.close();
  }
}
