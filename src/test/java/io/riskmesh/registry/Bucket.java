package io.riskmesh.registry;

import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Store;

/** Folder whose URIs name a bucket: SageMaker only receives the URIs. */
final class Bucket extends ForwardingStore {
  private final String root;
  private final Runnable beforeRecord;

  Bucket(Store store, String root) {
    this(store, root, () -> {});
  }

  /**
   * Creates a bucket with a fault.
   *
   * @param beforeRecord what happens before a registration is recorded
   */
  Bucket(Store store, String root, Runnable beforeRecord) {
    super(store);
    this.root = root;
    this.beforeRecord = beforeRecord;
  }

  @Override
  public String uri(String path) {
    return root + "/" + path;
  }

  @Override
  public boolean create(String path, byte[] content) {
    if (path.contains("/registrations/")) {
      beforeRecord.run();
    }
    return super.create(path, content);
  }
}
