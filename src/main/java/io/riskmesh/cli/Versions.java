package io.riskmesh.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return new String[] {"riskmesh " + Optional.ofNullable(version).orElse("(from classes)")};
  }
}
