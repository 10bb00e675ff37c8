package io.riskmesh.serve;

import io.riskmesh.model.RecordAnswer;
import io.riskmesh.model.RecordRules;
import io.riskmesh.model.Scorer;
import io.riskmesh.records.AnswerShape;
import io.riskmesh.records.AnswerWriter;
import io.riskmesh.records.InputRecord;
import io.riskmesh.records.RecordFormat;
import io.riskmesh.records.RecordLimitException;
import io.riskmesh.records.RecordLimits;
import io.riskmesh.records.RecordReading;
import io.riskmesh.records.RecordScoring;
import io.riskmesh.records.RecordSyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers requests with records. */
final class Invocations {
  /** Records that are in memory together. */
  private static final int BLOCK = 256;

  private static final String REASONS = "reasons=";

  private static final String TYPES = "application/json, application/jsonlines or text/csv";

  private final Scorer scorer;
  private final RecordRules rules;
  private final RecordLimits limits;
  private final int answerBytes;

  /**
   * Creates the answers.
   *
   * @param rules how records are read, if the request does not say
   * @param answerBytes largest answer
   */
  Invocations(Scorer scorer, RecordRules rules, RecordLimits limits, int answerBytes) {
    this.scorer = scorer;
    this.rules = rules;
    this.limits = limits;
    this.answerBytes = answerBytes;
  }

  /**
   * Answers a request.
   *
   * @param tally counts its records
   * @throws HttpRefusal 400 if the body as a whole cannot be read, 406 or 415 for a format that
   *     this server does not know, 413 if there is too much
   */
  HttpAnswer answer(RequestHead head, RequestBody source, RecordTally tally)
      throws IOException, HttpRefusal {
    RecordFormat given =
        RecordFormat.ofContentType(head.field("Content-Type"))
            .orElseThrow(
                () -> new HttpRefusal(415, "the Content-Type must be " + TYPES + " in UTF-8"));
    RecordFormat wanted =
        AnswerFormat.choose(head.field("Accept"), given)
            .orElseThrow(() -> new HttpRefusal(406, "the answer can be " + TYPES));
    RecordRules asked = rules(head.query());
    byte[] body = source.read();
    try {
      byte[] answers = answer(body, given, wanted, asked, tally);
      return new HttpAnswer(200, wanted.contentType(), answers)
          .with("X-Riskmesh-Run", scorer.info().runId())
          .with("X-Riskmesh-Features", scorer.info().features());
    } catch (RecordLimitException e) {
      throw new HttpRefusal(413, e.getMessage());
    } catch (RecordSyntaxException e) {
      throw new HttpRefusal(400, e.getMessage());
    }
  }

  private RecordRules rules(String query) throws HttpRefusal {
    if (query.isEmpty()) {
      return rules;
    }
    String number = query.startsWith(REASONS) ? query.substring(REASONS.length()) : "";
    try {
      return rules.withReasons(ServeSetting.REASONS.number(number));
    } catch (IllegalArgumentException e) {
      throw new HttpRefusal(400, "the query can be reasons=N, a number from 0 to 100");
    }
  }

  private byte[] answer(
      byte[] body, RecordFormat given, RecordFormat wanted, RecordRules asked, RecordTally tally)
      throws IOException, HttpRefusal {
    RecordTally counted = new RecordTally();
    RecordScoring scoring = new RecordScoring(scorer, asked, List.of());
    AnswerBytes out = new AnswerBytes(answerBytes);
    AnswerWriter writer =
        AnswerWriter.to(out, wanted, new AnswerShape(scorer.info(), List.of(), asked.reasons()));
    List<InputRecord> block = new ArrayList<>(BLOCK);
    try (RecordReading in = given.open(new ByteArrayInputStream(body), limits)) {
      for (InputRecord next = scoring.first(in); next != null; next = in.next()) {
        block.add(next);
        if (block.size() == BLOCK) {
          write(block, scoring, writer, counted);
          block.clear();
        }
      }
    }
    write(block, scoring, writer, counted);
    if (counted.scored() + counted.rejected() == 0) {
      throw new HttpRefusal(400, "the body has no record");
    }
    writer.finish();
    tally.add(counted);
    return out.bytes();
  }

  private static void write(
      List<InputRecord> block, RecordScoring scoring, AnswerWriter writer, RecordTally tally)
      throws IOException {
    List<RecordAnswer> answers = scoring.answer(block);
    for (int i = 0; i < answers.size(); i++) {
      writer.write(block.get(i), answers.get(i));
      tally.add(answers.get(i));
    }
  }
}
