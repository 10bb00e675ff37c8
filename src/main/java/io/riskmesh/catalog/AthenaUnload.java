package io.riskmesh.catalog;

import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unload that is wanted once, however many attempts ask for it. Its token lies beside the rows:
 * by it Athena gives every attempt the same query, also the one that lost the answer to its start.
 * The token goes when the query has ended without rows; who asks after that begins a new one.
 *
 * @param store the intermediate folder
 * @param uri of that folder, as Athena takes it
 * @param name folder of the rows below it
 */
record AthenaUnload(AthenaQuery query, Store store, String uri, String name) {
  private static final Logger LOG = LoggerFactory.getLogger(AthenaUnload.class);
  private static final String FOLDER = "intentions";

  /**
   * The content of the token's file.
   *
   * @param token random
   */
  private record Intention(String token) {}

  /**
   * Unloads the rows of a query.
   *
   * @return the id of Athena's query
   * @throws RunException with the outcome that the query's end means
   */
  String run(String select) {
    String sql = AthenaSql.unload(select, "%s/%s/".formatted(uri, name));
    boolean isOurs = settle();
    AthenaQuery.Ended ended = ended(sql);
    if (ended.wasOver() && !isOurs) {
      LOG.info("Athena query {} ended in an attempt before; another is started", ended.id());
      settle();
      ended = ended(sql);
    }
    return ended.succeeded();
  }

  /** Whether the intention is new. */
  private boolean settle() {
    return store.create(file(), JsonText.bytes(new Intention(UUID.randomUUID().toString())));
  }

  private AthenaQuery.Ended ended(String sql) {
    AthenaQuery.Ended ended = query.run(sql, uri + "/results/", token(), since());
    if (ended.failure().isPresent()) {
      forget();
    }
    return ended;
  }

  private String token() {
    return store
        .read(file())
        .map(bytes -> JsonText.read(bytes, Intention.class).token())
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.SOURCE_UNAVAILABLE,
                    "%s is gone: another attempt has given its query up. Start the run again."
                        .formatted(store.uri(file()))));
  }

  /** By the store's clock: like Athena's it is AWS's. */
  private Instant since() {
    return store.list(FOLDER).stream()
        .filter(entry -> entry.path().equals(file()))
        .map(Store.Entry::modified)
        .findFirst()
        .orElse(Instant.MIN);
  }

  /** The rows first: Athena unloads into an empty folder only. */
  private void forget() {
    store.delete(name);
    store.delete(file());
  }

  private String file() {
    return "%s/%s.json".formatted(FOLDER, name);
  }
}
