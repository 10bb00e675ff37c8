package io.riskmesh.featurestore;

import io.riskmesh.aws.AwsErrors;
import io.riskmesh.catalog.FeatureGroups;
import io.riskmesh.featurestore.FailedRecords.FailedRecord;
import io.riskmesh.featurestore.IngestionManifest.OnlineCount;
import io.riskmesh.model.NumberText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.FeatureValue;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.TargetStore;

/**
 * Puts records into an online store. The client retries each with growing pauses; what it gives up
 * is listed. The records in flight and about {@link #MAX_FAILURES} hashes are in memory.
 */
final class OnlineWriter {
  /** With so many failures, something else is wrong than single records. */
  static final int MAX_FAILURES = 10_000;

  private static final int THREADS = 16;

  private final SageMakerFeatureStoreRuntimeClient client;
  private final GroupOptions options;
  private final String id;
  private final RatePacer pacer;
  private final Semaphore free = new Semaphore(THREADS);
  private final AtomicLong accepted = new AtomicLong();
  private final List<FailedRecord> failed = new ArrayList<>();
  private final AtomicReference<RuntimeException> fatal = new AtomicReference<>();
  private volatile boolean stopped;

  /**
   * Creates a writer for one call of {@link #write}.
   *
   * @param id name of the rows
   */
  OnlineWriter(SageMakerFeatureStoreRuntimeClient client, GroupOptions options, String id) {
    this.client = client;
    this.options = options;
    this.id = id;
    this.pacer = new RatePacer(options.rate());
  }

  /** Makes {@link #write} return after the records that are in flight; from any thread. */
  void stop() {
    stopped = true;
  }

  /**
   * Puts the records, the identifier of each being its first value.
   *
   * @param names names of the values
   * @param wanted tells from a record's {@link FailedRecords#nameOf} whether to put it
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} if no record can be put: access
   *     is denied, or the group is gone
   */
  OnlineCount write(Iterator<Row> rows, List<String> names, Predicate<String> wanted) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    boolean complete = true;
    try {
      while (rows.hasNext()) {
        if (isOver()) {
          complete = false;
          break;
        }
        Row row = rows.next();
        if (wanted.test(name(row))) {
          free.acquireUninterruptibly();
          threads.execute(() -> put(row, names));
        }
      }
      free.acquireUninterruptibly(THREADS);
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
    if (fatal.get() != null) {
      throw fatal.get();
    }
    return new OnlineCount(accepted.get(), failures(), complete);
  }

  private boolean isOver() {
    return stopped || fatal.get() != null || failures() >= MAX_FAILURES;
  }

  private static void awaitEnd(ExecutorService threads) {
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a record is still being put");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Row row, List<String> names) {
    try {
      pacer.await();
      client.putRecord(
          request ->
              request
                  .featureGroupName(options.group())
                  .record(record(row, names))
                  // The offline store has the row already.
                  .targetStores(TargetStore.ONLINE_STORE));
      accepted.incrementAndGet();
    } catch (SdkException e) {
      if (isFatal(e)) {
        fatal.compareAndSet(null, FeatureGroups.error(e, "PutRecord", options.group()));
      } else {
        add(new FailedRecord(name(row), word(e)));
      }
    } catch (RuntimeException e) {
      fatal.compareAndSet(null, e);
    } finally {
      free.release();
    }
  }

  private String name(Row row) {
    return FailedRecords.nameOf(id, text(row.get(0)));
  }

  private static boolean isFatal(SdkException e) {
    return AwsErrors.isDenied(e)
        || AwsErrors.isAbsent(e)
        || (e instanceof AwsServiceException service && service.statusCode() == 403);
  }

  private static String word(SdkException e) {
    String code = AwsErrors.code(e);
    return code.isEmpty() ? e.getClass().getSimpleName() : code;
  }

  private void add(FailedRecord record) {
    synchronized (failed) {
      failed.add(record);
    }
  }

  private int failures() {
    synchronized (failed) {
      return failed.size();
    }
  }

  /** Returns the records that were not accepted, in no order. */
  List<FailedRecord> failed() {
    synchronized (failed) {
      return List.copyOf(failed);
    }
  }

  private static List<FeatureValue> record(Row row, List<String> names) {
    List<FeatureValue> values = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      Optional.ofNullable(row.get(i))
          .ifPresent(
              value ->
                  values.add(
                      FeatureValue.builder()
                          .featureName(names.get(place))
                          .valueAsString(text(value))
                          .build()));
    }
    return values;
  }

  /** Returns a number as riskmesh writes it everywhere, and a text as it is. */
  private static String text(Object value) {
    return value instanceof Double number ? NumberText.of(number.doubleValue()) : value.toString();
  }
}
