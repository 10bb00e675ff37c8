package io.riskmesh.features;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.FeatureEvaluator;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.BitsDictionary;
import io.riskmesh.rows.NumberReader;
import io.riskmesh.rows.RowValues;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Evaluates features on Spark's internal rows, in plain Java: the same floats as the columns of
 * {@link FeatureCompiler}, without generated code. Each distinct text is read, and its one-hot
 * features are computed, once. For one thread.
 */
public final class RowFeatures {
  /** Distinct values that are remembered per column; later ones are read each time. */
  private static final int MAX_TEXTS = 10_000;

  /** Length of the longest text that is remembered, in bytes. */
  private static final int MAX_BYTES = 1_000;

  /** A column of the rows that the features read. */
  private interface InputReader {
    void read(InternalRow row, float[] features, int at);
  }

  private final FeatureEvaluator evaluator;
  private final InputReader[] readers;
  private final InputTally tally;
  private final Map<String, Set<String>> domains;

  /** Receives the results of blocks where only inputs are read. */
  private final float[] unused;

  /**
   * Creates an evaluator.
   *
   * @param schema the rows' columns; {@link FeatureCompiler#compile} checks them
   * @param prefix prefix of source column names in the rows: {@code _raw.} or empty
   */
  public RowFeatures(FeatureSpec spec, StructType schema, String prefix) {
    this(spec, schema, prefix, new InputTally(spec.inputs().size()));
  }

  /**
   * Creates an evaluator that also counts.
   *
   * @param tally counts every row that is evaluated; its inputs are those of the features
   */
  public RowFeatures(FeatureSpec spec, StructType schema, String prefix, InputTally tally) {
    this.evaluator = spec.evaluator();
    this.tally = tally;
    this.domains = spec.domains();
    List<SourceInput> inputs = evaluator.inputs();
    this.readers = new InputReader[inputs.size()];
    this.unused = new float[evaluator.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = reader(i, inputs.get(i), schema, prefix);
    }
  }

  private InputReader reader(int index, SourceInput input, StructType schema, String prefix) {
    return switch (input.reading()) {
      case NUMBER -> {
        NumberReader numbers = numbers(input, schema, prefix);
        yield (row, features, at) -> {
          double number = numbers.read(row);
          evaluator.number(index, number);
          if (!Float.isFinite((float) number)) {
            tally.missing(index);
          }
        };
      }
      case DAY -> {
        NumberReader days = numbers(input, schema, prefix);
        yield (row, features, at) -> {
          double day = days.readDay(row);
          evaluator.number(index, day);
          if (Double.isNaN(day)) {
            tally.missing(index);
          }
        };
      }
      case TEXT -> {
        int column = schema.fieldIndex(StagedColumns.written(schema, prefix, input.column()));
        yield new TextInput(index, column, schema.apply(column).dataType(), input.missing());
      }
    };
  }

  private static NumberReader numbers(SourceInput input, StructType schema, String prefix) {
    return NumberReader.of(
        schema, prefix + input.column(), StagedColumns.text(input.column()), input.missing());
  }

  /** Returns the number of features. */
  public int size() {
    return evaluator.size();
  }

  /**
   * Evaluates all features of a row.
   *
   * @param features receives one float per feature, NaN where missing
   * @param at index of the first of them
   */
  public void evaluate(InternalRow row, float[] features, int at) {
    for (InputReader reader : readers) {
      reader.read(row, features, at);
    }
    evaluator.rest(features, at);
    tally.row();
  }

  /** Reads the inputs of a row, for {@link #exact}. */
  void read(InternalRow row) {
    for (InputReader reader : readers) {
      reader.read(row, unused, 0);
    }
  }

  /** Evaluates a feature of the row that was read last, in double precision. */
  double exact(int feature) {
    return evaluator.exact(feature);
  }

  /** A text, and the features that read nothing else. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  private record KnownText(String plain, float[] block, boolean unknown) {}

  /** Reads a column's texts, each distinct one once. */
  private final class TextInput implements InputReader {
    private final int index;
    private final int column;
    private final DataType type;
    private final Set<String> missing;
    private final Set<String> domain;
    private final boolean hasBits;
    private final BitsDictionary bits = new BitsDictionary();

    /** Texts of values in the order of their bits' numbers. */
    private final List<KnownText> ofBits = new ArrayList<>();

    /** Texts of values without bits. */
    private final Map<Object, KnownText> known = new HashMap<>();

    private final KnownText none;

    TextInput(int index, int column, DataType type, Set<String> missing) {
      this.index = index;
      this.column = column;
      this.type = type;
      this.hasBits = RowValues.hasBits(type);
      this.missing = missing;
      this.domain = domains.getOrDefault(evaluator.inputs().get(index).column(), Set.of());
      this.none = known(null);
    }

    @Override
    public void read(InternalRow row, float[] features, int at) {
      KnownText text = row.isNullAt(column) ? none : find(row);
      evaluator.text(index, text.plain);
      evaluator.set(index, text.block, features, at);
      if (text.plain == null) {
        tally.missing(index);
      } else if (text.unknown) {
        tally.unknown(index);
      }
    }

    private KnownText find(InternalRow row) {
      if (hasBits) {
        return findBits(row);
      }
      Object value =
          type instanceof StringType
              ? row.getUTF8String(column)
              : RowValues.read(row, column, type);
      KnownText text = known.get(value);
      if (text == null) {
        text = known(value instanceof UTF8String written ? written.toString() : value);
        remember(value, text);
      }
      return text;
    }

    private KnownText findBits(InternalRow row) {
      long value = RowValues.bits(row, column, type);
      int number = bits.find(value);
      if (number != BitsDictionary.ABSENT) {
        return ofBits.get(number);
      }
      KnownText text = known(RowValues.read(row, column, type));
      if (ofBits.size() < MAX_TEXTS) {
        bits.add(value);
        ofBits.add(text);
      }
      return text;
    }

    private void remember(Object value, KnownText text) {
      if (known.size() < MAX_TEXTS) {
        if (!(value instanceof UTF8String written)) {
          known.put(value, text);
        } else if (written.numBytes() <= MAX_BYTES) {
          // Spark reuses the bytes of a row.
          known.put(written.copy(), text);
        }
      }
    }

    private KnownText known(Object value) {
      String plain = CanonicalValues.plain(CanonicalValues.present(value, missing));
      boolean unknown = plain != null && !domain.contains(plain);
      return new KnownText(plain, evaluator.block(index, plain), unknown);
    }
  }
}
