package io.riskmesh.train;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.apache.spark.SparkContext;

/** Where executors reach the driver, and what listens there for them. */
final class DriverHost {
  private DriverHost() {}

  /** The name that executors use for Spark itself; nobody else's business in local mode. */
  static String name(SparkContext spark) {
    return spark.isLocal()
        ? InetAddress.getLoopbackAddress().getHostAddress()
        : spark.getConf().get("spark.driver.host", "localhost");
  }

  /**
   * That name's address if it is one of this machine's own, so that one can listen there; else
   * null: a container's host has an address of its own.
   */
  static InetAddress ownAddress(SparkContext spark) throws IOException {
    InetAddress address = InetAddress.getByName(name(spark));
    return NetworkInterface.getByInetAddress(address) == null ? null : address;
  }

  /** The same as the native library takes it: empty when it has to guess. */
  static String ownAddressText(SparkContext spark) throws IOException {
    InetAddress address = ownAddress(spark);
    return address == null ? "" : address.getHostAddress();
  }
}
