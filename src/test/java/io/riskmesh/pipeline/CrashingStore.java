package io.riskmesh.pipeline;

import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Store;
import java.util.Optional;
import java.util.regex.Pattern;

/** Store whose process dies, as if killed, right after it has written a given path. */
final class CrashingStore extends ForwardingStore {
  static final int KILLED = 137;

  private final Pattern fatal;

  CrashingStore(Store store, Pattern fatal) {
    super(store);
    this.fatal = fatal;
  }

  @Override
  public void write(String path, byte[] content) {
    super.write(path, content);
    dieAfter(path);
  }

  @Override
  public boolean create(String path, byte[] content) {
    boolean created = super.create(path, content);
    dieAfter(path);
    return created;
  }

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    boolean replaced = super.replace(path, expected, content);
    dieAfter(path);
    return replaced;
  }

  private void dieAfter(String path) {
    if (fatal.matcher(path).find()) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
