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
 * An unload that runs once, however many attempts ask for it. Its token is stored beside the rows.
 * Given the same token, Athena returns the same query to every attempt, including one that lost the
 * response to its start request. When the query ends without rows the token is deleted, and the
 * next attempt starts a new query.
 */
final class AthenaUnload {
  private static final Logger LOG = LoggerFactory.getLogger(AthenaUnload.class);
  private static final String FOLDER = "intentions";

  private final AthenaQuery query;
  private final Store store;
  private final String uri;
  private final String name;

  /**
   * Creates an unload; nothing runs yet.
   *
   * @param store the intermediate folder
   * @param uri URI of that folder in the form Athena expects
   * @param name folder of the rows below it
   */
  AthenaUnload(AthenaQuery query, Store store, String uri, String name) {
    this.query = query;
    this.store = store;
    this.uri = uri;
    this.name = name;
  }

  /**
   * Content of the token file.
   *
   * @param token random token
   */
  private record Intention(String token) {}

  /**
   * Unloads the rows of a query.
   *
   * @return the id of the Athena query
   * @throws RunException with the outcome for the way the query ended
   */
  String run(String select) {
    String sql = AthenaSql.unload(select, "%s/%s/".formatted(uri, name));
    boolean isOurs = settle();
    AthenaQuery.Ended ended = runOnce(sql);
    if (ended.wasOver() && !isOurs) {
      LOG.info("Athena query {} ended in an earlier attempt; starting another", ended.id());
      settle();
      ended = runOnce(sql);
    }
    return ended.succeeded();
  }

  /** Stores a new token unless there is one, and returns whether this call created it. */
  private boolean settle() {
    return store.create(file(), JsonText.bytes(new Intention(UUID.randomUUID().toString())));
  }

  private AthenaQuery.Ended runOnce(String sql) {
    AthenaQuery.Ended ended = query.run(sql, uri + "/results/", readToken(), findStored());
    if (ended.failure().isPresent()) {
      forget();
    }
    return ended;
  }

  private String readToken() {
    return store
        .read(file())
        .map(bytes -> JsonText.read(bytes, Intention.class).token())
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.SOURCE_UNAVAILABLE,
                    "%s no longer exists: another attempt gave up its query. Start the run again."
                        .formatted(store.uri(file()))));
  }

  /**
   * Returns when the token was stored, by the clock of the store, which like Athena's is an AWS
   * clock.
   */
  private Instant findStored() {
    return store.list(FOLDER).stream()
        .filter(entry -> entry.path().equals(file()))
        .map(Store.Entry::modified)
        .findFirst()
        .orElse(Instant.MIN);
  }

  /** Deletes the rows before the token, because Athena unloads only into an empty folder. */
  private void forget() {
    store.delete(name);
    store.delete(file());
  }

  private String file() {
    return "%s/%s.json".formatted(FOLDER, name);
  }
}
