package io.riskmesh.scoring;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A short name for the rows that a source has now: the same for as long as its snapshot, or its
 * files, and the filter are. The time at which one asks is not part of it. What Athena unloads is
 * new rows with every query.
 */
final class SourceId {
  private static final int LENGTH = 12;

  private SourceId() {}

  static String of(SourcePin pin) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("kind", pin.kind());
    identity.put("name", pin.name());
    identity.put("location", pin.location());
    identity.put("snapshot", pin.snapshot());
    if (pin.schemaId() != null) {
      // By another schema a name may be another column, without a new snapshot.
      identity.put("schema", pin.schemaId());
    }
    identity.put("filter", pin.filter());
    identity.put("files", pin.files());
    identity.put("query", pin.query());
    byte[] text = JsonText.line(identity).getBytes(StandardCharsets.UTF_8);
    return FileHashes.sha256(text).substring(0, LENGTH);
  }
}
