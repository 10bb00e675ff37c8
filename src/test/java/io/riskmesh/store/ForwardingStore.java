package io.riskmesh.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Store that forwards all calls to another; a test overrides the methods it wants to change. */
public abstract class ForwardingStore implements Store {
  private final Store store;

  protected ForwardingStore(Store store) {
    this.store = store;
  }

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
  }

  @Override
  public boolean create(String path, byte[] content) {
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
