package io.riskmesh.pipeline;

import io.riskmesh.store.Store;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A store whose process dies, as if killed, right after it has written or deleted a path. */
record CrashingStore(Store store, Pattern fatal) implements Store {
  static final int KILLED = 137;

  @Override
  public String uri(String path) {
    return store.uri(path);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return store.read(path);
  }

  @Override
  public InputStream open(String path) {
    return store.open(path);
  }

  @Override
  public void write(String path, byte[] content) {
    store.write(path, content);
    dieAfter(path);
  }

  @Override
  public boolean create(String path, byte[] content) {
    boolean created = store.create(path, content);
    dieAfter(path);
    return created;
  }

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    boolean replaced = store.replace(path, expected, content);
    dieAfter(path);
    return replaced;
  }

  @Override
  public List<Entry> list(String path) {
    return store.list(path);
  }

  @Override
  public void delete(String path) {
    store.delete(path);
  }

  private void dieAfter(String path) {
    if (fatal.matcher(path).find()) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
