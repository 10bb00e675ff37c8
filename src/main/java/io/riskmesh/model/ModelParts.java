package io.riskmesh.model;

import java.util.Map;

/**
 * The parts of a verified model.
 *
 * @param baseMargin margin of a record before its first tree
 */
record ModelParts(ModelInfo info, FeatureSpec spec, TreeEnsemble trees, float baseMargin) {
  private static final String OBJECTIVE = "binary:logistic";

  /**
   * Reads the files of an archive.
   *
   * @throws IllegalArgumentException if one is absent, in a format that this release does not read,
   *     or another than the one with which the model was trained
   */
  static ModelParts read(Map<String, byte[]> files) {
    ModelInfo info = ModelInfo.fromJson(file(files, ArchiveFiles.INFO));
    byte[] features = file(files, ArchiveFiles.FEATURES);
    byte[] booster = file(files, ArchiveFiles.BOOSTER);
    requireHash(ArchiveFiles.FEATURES, features, info.features());
    if (info.serving() != null) {
      requireHash(ArchiveFiles.BOOSTER, booster, info.serving().booster());
    }
    FeatureSpec spec = FeatureSpec.fromJson(features);
    TreeEnsemble trees = TreeReader.read(booster);
    if (!OBJECTIVE.equals(info.objective())
        || trees.width() != spec.names().size()
        || !spec.names().equals(info.inputs())) {
      throw new IllegalArgumentException(
          "the model's parts do not fit together: objective %s, %d features, %d named, %d in the booster"
              .formatted(
                  info.objective(), spec.names().size(), info.inputs().size(), trees.width()));
    }
    return new ModelParts(info, spec, trees, baseMargin(info, trees));
  }

  private static float baseMargin(ModelInfo info, TreeEnsemble trees) {
    return info.serving() == null
        ? LogisticFunction.baseMargin(trees.baseScore())
        : info.serving().baseMargin();
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException("the model's archive has no " + name);
    }
    return content;
  }

  private static void requireHash(String name, byte[] content, String expected) {
    if (!ContentHash.sha256(content).equals(expected)) {
      throw new IllegalArgumentException(
          "%s is not the one with which the model was published".formatted(name));
    }
  }
}
