package io.riskmesh.records;

import io.riskmesh.model.FieldProblem;
import io.riskmesh.model.RecordAnswer;
import io.riskmesh.model.RecordRules;
import io.riskmesh.model.Scorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers records that were read; immutable, and for any number of threads. */
public final class RecordScoring {
  /** Records that are in memory together. */
  private static final int BLOCK = 256;

  private final Scorer scorer;
  private final RecordRules rules;
  private final Set<String> others;

  /**
   * Creates the scoring.
   *
   * @param others columns that a record may have although no feature reads them
   */
  public RecordScoring(Scorer scorer, RecordRules rules, Collection<String> others) {
    this.scorer = scorer;
    this.rules = rules;
    this.others = new HashSet<>(others);
    scorer.fields().forEach(this.others::remove);
  }

  /** Answers records in their order; those that could not be read get their problem as error. */
  public List<RecordAnswer> answer(List<InputRecord> records) {
    List<Map<String, Object>> readable = new ArrayList<>();
    for (InputRecord record : records) {
      if (record.problem() == null) {
        readable.add(known(record.fields()));
      }
    }
    Iterator<RecordAnswer> scored = scorer.answerAll(readable, rules).iterator();
    return records.stream()
        .map(
            record ->
                record.problem() == null
                    ? scored.next()
                    : RecordAnswer.rejected(
                        List.of(new FieldProblem(null, null, record.problem()))))
        .toList();
  }

  private Map<String, Object> known(Map<String, Object> fields) {
    if (others.stream().noneMatch(fields::containsKey)) {
      return fields;
    }
    Map<String, Object> known = new LinkedHashMap<>(fields);
    known.keySet().removeAll(others);
    return known;
  }

  /**
   * Answers all records of an input.
   *
   * @return how many there were
   * @throws IOException as {@link RecordReading#next} throws it; the answers to earlier records are
   *     written then
   */
  public RecordCounts run(RecordReading in, AnswerWriter out) throws IOException {
    RecordCounts counts = RecordCounts.NONE;
    List<InputRecord> block = new ArrayList<>(BLOCK);
    try {
      for (InputRecord next = first(in); next != null; next = in.next()) {
        block.add(next);
        if (block.size() == BLOCK) {
          List<InputRecord> full = List.copyOf(block);
          block.clear();
          counts = write(full, out, counts);
        }
      }
    } catch (RecordSyntaxException | RecordLimitException e) {
      write(block, out, counts);
      out.flush();
      throw e;
    }
    counts = write(block, out, counts);
    out.finish();
    return counts;
  }

  /**
   * Returns the first record of an input; null if it has none.
   *
   * @throws RecordSyntaxException also if no name in the header line is that of a column: they are
   *     values then, and are not repeated
   * @throws IOException as {@link RecordReading#next} throws it
   */
  public InputRecord first(RecordReading in) throws IOException {
    InputRecord first = in.next();
    List<String> header = in.header();
    if (!header.isEmpty()
        && header.stream().noneMatch(others::contains)
        && header.stream().noneMatch(scorer.fields()::contains)) {
      throw new RecordSyntaxException(
          "no column of the header line is one that the model reads: is the header line missing, or the separator not a comma?");
    }
    return first;
  }

  private RecordCounts write(List<InputRecord> block, AnswerWriter out, RecordCounts counts)
      throws IOException {
    RecordCounts sum = counts;
    Iterator<InputRecord> records = block.iterator();
    for (RecordAnswer answer : answer(block)) {
      InputRecord record = records.next();
      out.write(record, answer);
      sum = sum.with(record, answer);
    }
    return sum;
  }
}
