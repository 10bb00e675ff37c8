package io.riskmesh.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A published model that scores records in plain Java: no Spark, no native code. Immutable, and for
 * any number of threads.
 *
 * <p>Inputs of the model are 32-bit floats, bit for bit those of the training; margins add the base
 * margin and the leaves in the order of the trees, in 32 bits, as XGBoost does on a CPU.
 */
public final class Scorer {
  /** Records that pass the trees together. */
  private static final int BLOCK = 128;

  private final ModelParts model;
  private final TreeContributions contributions;
  private final RecordReader reader;
  private final Map<String, Set<String>> domains;
  private final ReasonGiver reasons;
  private final RiskBands bands;
  private final Queue<RecordScorer> idle = new ConcurrentLinkedQueue<>();

  private Scorer(
      ModelParts model,
      TreeContributions contributions,
      List<RiskBands.Band> bands,
      ReasonRules reasons) {
    this.model = model;
    this.contributions = contributions;
    this.reader = model.spec().records();
    this.domains = model.spec().textDomains();
    this.reasons = ReasonGiver.prepare(model, contributions, reasons);
    this.bands = bands.isEmpty() ? null : new RiskBands(bands);
  }

  /**
   * Loads a published model and verifies it.
   *
   * @param model {@code model.tar.gz}, or a folder into which one was unpacked
   * @throws IllegalArgumentException if it does not exist, was changed, or is in a format that this
   *     release does not read
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Scorer load(Path model) {
    return read(ArchiveFiles.load(model));
  }

  /**
   * Reads a published model and verifies it.
   *
   * @param files contents by name, as in the archive
   * @throws IllegalArgumentException if a file is absent, was changed, or is in a format that this
   *     release does not read
   */
  public static Scorer read(Map<String, byte[]> files) {
    ModelParts model = ModelParts.read(files);
    TreeContributions contributions = TreeContributions.prepare(model.trees());
    ServingRules serving = model.info().serving();
    return serving == null
        ? new Scorer(model, contributions, List.of(), null)
        : new Scorer(model, contributions, serving.bands(), serving.reasons());
  }

  /** Returns the model with other bands and reasons than those with which it was published. */
  public Scorer with(List<RiskBands.Band> otherBands, ReasonRules otherReasons) {
    return new Scorer(model, contributions, otherBands, otherReasons);
  }

  /** Returns what the archive says about the model. */
  public ModelInfo info() {
    return model.info();
  }

  /** Returns the columns that a record must have, in the order in which the features name them. */
  public List<String> fields() {
    return List.copyOf(reader.columns().keySet());
  }

  /** Returns a scorer for many records of one thread. */
  public RecordScorer open() {
    return new RecordScorer(model, reader, domains);
  }

  /**
   * Scores a record.
   *
   * @param record values by column, as {@link CanonicalValues} defines them; null if missing
   * @throws IllegalArgumentException naming the columns that are absent, unknown or cannot be read
   */
  public RecordScore score(Map<String, ?> record) {
    RecordAnswer answer = answer(record, RecordRules.STRICT);
    if (answer.score() == null) {
      throw new IllegalArgumentException(
          String.join("; ", answer.errors().stream().map(FieldProblem::message).toList()));
    }
    return answer.score();
  }

  /** Answers a record: its score, or every field that prevents one. */
  public RecordAnswer answer(Map<String, ?> record, RecordRules rules) {
    return answerAll(List.of(record), rules).get(0);
  }

  /** Answers records in their order; they pass the trees in blocks. */
  public List<RecordAnswer> answerAll(List<? extends Map<String, ?>> records, RecordRules rules) {
    RecordScorer found = idle.poll();
    RecordScorer one = found == null ? open() : found;
    List<RecordAnswer> answers = new ArrayList<>(records.size());
    for (int from = 0; from < records.size(); from += BLOCK) {
      answerBlock(
          records.subList(from, Math.min(records.size(), from + BLOCK)), rules, one, answers);
    }
    idle.add(one);
    return answers;
  }

  private void answerBlock(
      List<? extends Map<String, ?>> records,
      RecordRules rules,
      RecordScorer one,
      List<RecordAnswer> answers) {
    int width = model.trees().width();
    float[] inputs = new float[records.size() * width];
    List<List<FieldProblem>> remarks = new ArrayList<>();
    List<List<FieldProblem>> errors = new ArrayList<>();
    for (int row = 0; row < records.size(); row++) {
      remarks.add(new ArrayList<>());
      errors.add(one.read(records.get(row), rules, remarks.get(row)));
      one.evaluate();
      System.arraycopy(one.inputs(), 0, inputs, row * width, width);
    }
    float[] margins = margins(inputs, records.size());
    for (int row = 0; row < records.size(); row++) {
      answers.add(
          errors.get(row).isEmpty()
              ? new RecordAnswer(
                  score(margins[row]),
                  rules.reasons() == 0
                      ? List.of()
                      : reasons.give(inputs, row * width, records.get(row), rules.reasons()),
                  remarks.get(row),
                  List.of())
              : RecordAnswer.rejected(errors.get(row)));
    }
  }

  /**
   * Scores rows of model inputs.
   *
   * @param inputs row by row, NaN for missing, in the order of {@link ModelInfo#inputs}
   * @return one margin per row, in log odds
   */
  public float[] margins(float[] inputs, int rows) {
    float[] margins = new float[rows];
    Arrays.fill(margins, model.baseMargin());
    model.trees().add(inputs, rows, margins, 1);
    return margins;
  }

  private RecordScore score(float margin) {
    float probability = LogisticFunction.probability(margin);
    double calibrated = model.info().calibrator().probability(margin);
    return new RecordScore(
        margin,
        probability,
        calibrated,
        bands == null ? null : bands.of(calibrated),
        model.info().refuses(probability),
        model.info().points(margin));
  }
}
