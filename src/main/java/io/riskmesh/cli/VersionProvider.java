package io.riskmesh.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return new String[] {"riskmesh " + Optional.ofNullable(version).orElse("(from classes)")};
  }
}
