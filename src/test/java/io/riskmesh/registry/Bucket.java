package io.riskmesh.registry;

import io.riskmesh.store.Store;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A folder that says of its files that they lie in a bucket: SageMaker is only told where.
 *
 * @param beforeRecord what happens before a registration is recorded
 */
record Bucket(Store store, String root, Runnable beforeRecord) implements Store {

  Bucket(Store store, String root) {
    this(store, root, () -> {});
  }

  @Override
  public String uri(String path) {
    return root + "/" + path;
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
  }

  @Override
  public boolean create(String path, byte[] content) {
    if (path.contains("/registrations/")) {
      beforeRecord.run();
    }
    return store.create(path, content);
  }

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    return store.replace(path, expected, content);
  }

  @Override
  public List<Entry> list(String path) {
    return store.list(path);
  }

  @Override
  public void delete(String path) {
    store.delete(path);
  }
}
