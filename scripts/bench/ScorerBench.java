package bench;

import io.riskmesh.model.RecordScorer;
import io.riskmesh.model.Scorer;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.RecordRules;
import io.riskmesh.model.RecordAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The scorer beside the library's native prediction, on the records of a CSV file. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScorerBench {
  private static final int BATCH = 10_000;

  private Scorer scorer;
  private RecordScorer one;
  private Booster booster;
  private List<Map<String, Object>> records;
  private Object[][] values;
  private float[][] inputs;
  private float[] batch;
  private List<Map<String, Object>> many;
  private int next;

  @Setup(Level.Trial)
  public void load() throws Exception {
    Path model = Path.of(System.getProperty("model"));
    Map<String, byte[]> files = ArchiveFiles.load(model);
    scorer = Scorer.read(files);
    one = scorer.open();
    booster = XGBoost.loadModel(files.get(ArchiveFiles.BOOSTER));
    booster.setParam("nthread", 1);
    FeatureSpec spec = FeatureSpec.fromJson(files.get(ArchiveFiles.FEATURES));
    List<String> lines = Files.readAllLines(Path.of(System.getProperty("records")));
    String[] names = lines.get(0).split(",");
    records = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Map<String, Object> record = new HashMap<>();
      String[] cells = line.split(",");
      for (int i = 0; i < names.length; i++) {
        if (scorer.fields().contains(names[i])) {
          record.put(names[i], Double.valueOf(cells[i]));
        }
      }
      records.add(record);
    }
    values = new Object[records.size()][];
    inputs = new float[records.size()][];
    for (int i = 0; i < values.length; i++) {
      Map<String, Object> record = records.get(i);
      values[i] =
          spec.inputs().stream()
              .map(
                  input ->
                      input.reading() == io.riskmesh.model.SourceInput.ValueReading.TEXT
                          ? Integer.toString(((Double) record.get(input.column())).intValue())
                          : record.get(input.column()))
              .toArray();
      inputs[i] = spec.evaluate(record);
    }
    int width = spec.names().size();
    batch = new float[BATCH * width];
    many = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      System.arraycopy(inputs[i % inputs.length], 0, batch, i * width, width);
      many.add(records.get(i % records.size()));
    }
    requireSame();
  }

  private void requireSame() throws Exception {
    float[] ours = scorer.margins(batch, BATCH);
    DMatrix matrix = new DMatrix(batch, BATCH, inputs[0].length, Float.NaN);
    float[][] margins = booster.predict(matrix, true);
    matrix.dispose();
    List<RecordAnswer> answers = scorer.answerAll(many, RecordRules.STRICT);
    for (int i = 0; i < BATCH; i++) {
      typed(i % values.length);
      if (ours[i] != margins[i][0]
          || answers.get(i).score().margin() != ours[i]
          || one.margin() != ours[i]) {
        throw new IllegalStateException("record " + i + " has another margin");
      }
    }
  }

  private void typed(int record) {
    Object[] fields = values[record];
    for (int field = 0; field < fields.length; field++) {
      if (fields[field] instanceof Double number) {
        one.set(field, number.doubleValue());
      } else {
        one.set(field, fields[field]);
      }
    }
    one.score();
  }

  private int next() {
    next = next + 1 == values.length ? 0 : next + 1;
    return next;
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public double typedRecord() {
    typed(next());
    return one.calibrated();
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Object mapRecord() {
    return scorer.score(records.get(next()));
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Object mapRecordWithReasons() {
    return scorer.answer(records.get(next()), RecordRules.STRICT.withReasons(4));
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Object nativeInputs() throws Exception {
    return booster.inplace_predict(inputs[next()], 1, inputs[0].length, Float.NaN);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OperationsPerInvocation(BATCH)
  public Object batchOfInputs() {
    return scorer.margins(batch, BATCH);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OperationsPerInvocation(BATCH)
  public Object batchOfMaps() {
    return scorer.answerAll(many, RecordRules.STRICT);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OperationsPerInvocation(BATCH)
  public Object nativeBatch() throws Exception {
    return booster.inplace_predict(batch, BATCH, inputs[0].length, Float.NaN);
  }
}
