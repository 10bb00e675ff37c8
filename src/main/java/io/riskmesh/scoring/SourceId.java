package io.riskmesh.scoring;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A short name for the current rows of a source. It stays the same as long as the snapshot, or the
 * files, and the filter do; the time of the request is not part of it. Athena unloads new files,
 * and so gives a new name, with every query.
 */
public final class SourceId {
  private static final int LENGTH = 12;

  private SourceId() {}

  /** Returns the name, 12 hex digits. */
  public static String of(SourcePin pin) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("kind", pin.kind());
    identity.put("name", pin.name());
    identity.put("location", pin.location());
    identity.put("snapshot", pin.snapshot());
    if (pin.schemaId() != null) {
      // With another schema a name may mean another column, without a new snapshot.
      identity.put("schema", pin.schemaId());
    }
    identity.put("filter", pin.filter());
    identity.put("files", pin.files());
    identity.put("query", pin.query());
    byte[] text = JsonText.line(identity).getBytes(StandardCharsets.UTF_8);
    return FileHashes.sha256(text).substring(0, LENGTH);
  }
}
