package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidJobTest {
  @TempDir Path folder;

  /** Each row holds an override and the single problem that it causes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name=a_b | name: must be letters, digits and inner hyphens, at most 63, is \"a_b\"",
        "name=a- | name: must be letters, digits and inner hyphens, at most 63, is \"a-\"",
        "name=7 | name: must be letters, digits and inner hyphens, at most 63, is 7",
        "name=null | name: is missing",
        "source={table: noDot} | source.table: must be database.table, is \"noDot\"",
        "source.table=a.b | source: table, path and featureGroup are mutually exclusive; give one",
        "source={} | source: needs table (database.table), path or featureGroup",
        "source.path=rows | source.format: is missing and cannot be inferred from \"rows\"",
        "source.path=' ' | source.path: must not be empty",
        "source.format=xls | source.format: must be one of csv, json, parquet, orc, is \"xls\"",
        "source={table: a.b, format: csv} | source.format: is only valid together with source.path",
        "source={table: a.b, options: {sep: x}} | source.options: are only valid together with source.path in a text format: csv or json",
        "source.snapshot=12 | source.snapshot: is only valid together with source.table or source.featureGroup",
        "source={table: a.b, snapshot: 2026-02-30} | source.snapshot: must be a snapshot id, a tag, a branch or an ISO date or time such as 2026-03-01 or 2026-03-01T04:00:00Z, is \"2026-02-30\"",
        "source={featureGroup: {asOf: 2026-03-01}} | source.featureGroup.name: is missing",
        "source={featureGroup: {name: a_b}} | source.featureGroup.name: must be letters, digits and inner hyphens, at most 64, is \"a_b\"",
        "source={featureGroup: {name: g, asOf: soon}} | source.featureGroup.asOf: must be an ISO date or time such as 2026-03-01 or 2026-03-01T04:00:00Z, is \"soon\"",
        "source.asOf=yesterday | source.asOf: must be an ISO date or time such as 2026-03-01 or 2026-03-01T04:00:00Z, is \"yesterday\"",
        "source.asOf=2026-02-30 | source.asOf: must be an ISO date or time such as 2026-03-01 or 2026-03-01T04:00:00Z, is \"2026-02-30\"",
        "source.key=[id, id] | source.key.1: \"id\" is listed twice",
        "source.key=id | source.key: must be a list, is \"id\"",
        "source.key=[bad] | source.key: contains the label bad: target leakage in the split",
        "source.weight=bad | source.weight: must not be the label",
        "source.eventTime=bad | source.eventTime: must not be the label",
        "source.weight=age | features.age: reads the weight age, which does not describe the borrower",
        "label.column=null | label.column: is missing",
        "label.column=age | features.age: reads the label age: target leakage",
        "label.column=months | features.rate: reads the label months: target leakage",
        "label.positive=null | label.positive: is missing",
        "label.window=1 month | label.window: must be a duration above zero, at most 36500d, such as 365d or P365D, is \"1 month\"",
        "label.window=0d | label.window: must be a duration above zero, at most 36500d, such as 365d or P365D, is \"0d\"",
        "label.window=36501d | label.window: must be a duration above zero, at most 36500d, such as 365d or P365D, is \"36501d\"",
        "label.window=90d | source.eventTime: is missing; label.window requires it",
        "label.positive=[1] | label.positive: must be a single finite value, is a list",
        "screening={minInformationValue: -1} | screening.minInformationValue: must be a number of at least 0, is -1",
        "screening={minAuc: 0.4} | screening.minAuc: must be a number from 0.5 to 1, is 0.4",
        "screening={maxMissing: 2} | screening.maxMissing: must be a number from 0 to 1, is 2",
        "screening={maxPsi: -0.1} | screening.maxPsi: must be a number of at least 0, is -0.1",
        "screening={maxCorrelation: 1.5} | screening.maxCorrelation: must be a number from 0 to 1, is 1.5",
        "screening={leak: {auc: 1.5}} | screening.leak.auc: must be a number from 0.5 to 1, is 1.5",
        "screening={leak: {informationValue: 0}} | screening.leak.informationValue: must be a number above 0, is 0",
        "screening={known: [wealth]} | screening.known: names wealth, which is no feature",
        "screening={keep: [wealth]} | screening.keep: names wealth, which is no feature",
        "screening={minIv: 1} | screening.minIv: unknown key; valid keys: minInformationValue, minAuc, maxMissing, maxPsi, maxCorrelation, leak, known, keep",
        "score.bands=[{name: A, below: 2}] | score.bands.A.below: must be a number between 0 and 1, is 2",
        "score.bands=[{name: A, below: 0.2}] | score.bands: the last band, A, has a limit: it must be open",
        "score.bands=[{name: A}, {name: B}] | score.bands: band A has no limit, but it is not the last",
        "score.bands=[{name: A, below: 0.2}, {name: B, below: 0.2}, {name: C}] | score.bands: band B ends at 0.2, which must be between 0.2 and 1",
        "score.bands=[{name: A, below: 0.2}, {name: A}] | score.bands: two bands are named A",
        "evaluation.longRunRate=2 | evaluation.longRunRate: must be a number between 0 and 1, is 2",
        "evaluation.calibration=beta | evaluation.calibration: must be one of platt, isotonic, is \"beta\"",
        "evaluation.folds=1 | evaluation.folds: must be a whole number from 2 to 20, is 1",
        "evaluation.folds={count: 5} | evaluation.folds: must be a whole number from 2 to 20, is a section",
        "evaluation.grades={count: 7, best: 0.3, worst: 0.1} | evaluation.grades: best 0.3 is not below worst 0.1",
        "evaluation.grades={count: 7, best: 0.01} | evaluation.grades.worst: is missing",
        "score.bands=[] | score.bands: must not be empty",
        "score.keep=[a, a] | score.keep.1: \"a\" is listed twice",
        "score.table=scores | score.table: must be [catalog.]database.table, is \"scores\"",
        "score={table: a.b, audit: {maxPsi: 0}} | score.audit.maxPsi: must be a number above 0, is 0",
        "score={table: a.b, audit: {maxShare: {Z: 0.5}}} | score.audit.maxShare.Z: no band has this name",
        "score.audit.maxPsi=0.2 | score.audit: needs score.table: only scores in a table are audited",
        "score.reasons.top=0 | score.reasons.top: must be a whole number from 1 to 100, is 0",
        "score.reasons.reference=test | score.reasons.reference: must be one of train, belowThreshold, is \"test\"",
        "score.reasons.codes={age: {code: 1, text: t}, purpose: {code: 2, text: t}, rate: {code: 3, text: t}, z: {code: 4, text: t}} | score.reasons.codes.z: no feature has this name",
        "score.reasons.codes={age: {code: 1, text: t}, purpose: {code: 2, text: t}} | score.reasons.codes.rate: is missing; every feature needs a code",
        "score.reasons.codes={age: {code: 1, text: t}, purpose: {code: 2, text: t}, rate: {text: t}} | score.reasons.codes.rate.code: is missing",
        "quality.minRows=0 | quality.minRows: must be a whole number of at least 1, is 0",
        "quality.minRows=1e3 | quality.minRows: must be a whole number of at least 1, is 1e3",
        "quality.rules=[{check: nul}] | quality.rules.0.check: must be one of nulls, range, allowed, duplicate_keys, freshness, is \"nul\"",
        "quality.rules=[{check: nulls}] | quality.rules.0.column: is missing",
        "quality.rules=[{check: nulls, column: a, maxShare: 1.01}] | quality.rules.0.maxShare: must be a number from 0 to 1, is 1.01",
        "quality.rules=[{check: nulls, column: a, min: 1}] | quality.rules.0.min: unknown key; valid keys: check, column, maxShare",
        "quality.rules=[{check: range, column: a}] | quality.rules.0: needs min or max",
        "quality.rules=[{check: range, column: a, min: 2, max: 1}] | quality.rules.0: min 2.0 is above max 1.0",
        "quality.rules=[{check: allowed, column: a, values: []}] | quality.rules.0.values: must not be empty",
        "quality.rules=[{check: allowed, column: a, values: [1, 1.0]}] | quality.rules.0.values.1: 1.0 and 1 are the same value",
        "quality.rules=[{check: allowed, column: a, values: [1, null]}] | quality.rules.0.values.1: is missing",
        "quality.rules=[{check: freshness, maxAge: 2d}] | source.eventTime: is missing; the quality rule freshness requires it",
        "privacy.mask={a: 1} | privacy.mask: must be a list, is a section",
        "privacy.mask=[purpose] | features.purpose: privacy.mask hides the column purpose, but features.json would contain the values of its domain: set publishDomain: true or remove the feature",
        "features.purpose={name: p, column: x, kind: categorical, publishDomain: 1} | features.p.publishDomain: must be true or false, is 1",
        "features=[] | features: must not be empty",
        "features=null | features: is missing",
        "features.age.kind=null | features.age.kind: is missing",
        "features.age.kind=numerical | features.age.kind: must be one of numeric, categorical, derived, woe, bins, date, expression, is \"numerical\"",
        "features.age.name=_age | features._age.name: must not start with _, which is reserved for riskmesh",
        "features.age.name='a[0]' | features.a[0].name: must not contain [, ], < or control characters: XGBoost rejects them",
        "features.age.name=purpose | features.purpose: the name is already taken by an earlier feature",
        "features.age.name=purpose=1 | features.purpose: produces column purpose=1, which purpose=1 also produces",
        "features.age.imput=mean | features.age.imput: unknown key, did you mean impute?",
        "features.age.domain=[1] | features.age.domain: unknown key; valid keys: name, kind, column, special, impute, missingIndicator, clip, log1p, missingValues, monotone",
        "features.age.special=[96, 096] | features.age: 096 and 96 are the same value",
        "features.age={name: age, kind: numeric, special: [096], missingValues: [96.0]} | features.age: \"096\" is listed both as a value and as a missing value",
        "features.age.impute=mode | features.age.impute: must be none, mean, median or a number, is \"mode\"",
        "features.age.impute=.nan | features.age.impute: must be none, mean, median or a number, is \".nan\"",
        "features.age.impute=1e999 | features.age.impute: must be a number, is 1e999",
        "features.age.clip=[0.9, 0.1] | features.age.clip: must be two quantiles [lower, upper] in [0, 1], the lower one first",
        "features.age.clip=[0.1] | features.age.clip: must be two quantiles [lower, upper] in [0, 1], the lower one first",
        "features.age.clip=[0, 100] | features.age.clip.1: must be a number from 0 to 1, is 100",
        "features.age.log1p=yes | features.age.log1p: must be true or false, is \"yes\"",
        "features.purpose.encode=woe | features.purpose.encode: must be one of one_hot, ordinal, frequency, target_mean, native, is \"woe\"",
        "features.purpose={name: p, kind: categorical, encode: ordinal} | features.p.domain: must be a list with encode: ordinal, which numbers the values in its order",
        "features.purpose={name: p, kind: categorical, encode: ordinal, domain: [a], unknown: bucket} | features.p.unknown: bucket has no position in the order of encode: ordinal; use missing",
        "features.purpose={name: p, kind: categorical, encode: ordinal, domain: [a], missing: bucket} | features.p.missing: bucket has no position in the order of encode: ordinal; use nan",
        "features.purpose={name: p, kind: categorical, encode: frequency, missing: bucket} | features.p.missing: bucket has no share with encode: frequency, which counts rows with a value; use nan",
        "features.purpose={name: p, kind: categorical, minShare: 0.1, unknown: missing} | features.p.unknown: missing is not valid together with minShare: rare values have an entry of their own, and a value that train never saw is one of them",
        "features.purpose={name: p, kind: categorical, minShare: 0} | features.p.minShare: must be a number above 0, at most 0.5, is 0",
        "features.purpose.minShare=0.1 | features.purpose.minShare: is only valid together with domain: learn",
        "features.purpose.smoothing=5 | features.purpose.smoothing: is only valid together with encode: target_mean",
        "features.purpose={name: p, kind: categorical, encode: frequency, folds: 5} | features.p.folds: is only valid together with encode: target_mean",
        "features.purpose={name: p, kind: categorical, encode: target_mean, folds: 1} | features.p.folds: must be a whole number from 2 to 20, is 1",
        "features.purpose={name: p, kind: categorical, encode: target_mean, smoothing: -1} | features.p.smoothing: must be a number of at least 0, is -1",
        "features.age.monotone=up | features.age.monotone: must be one of increasing, decreasing, is \"up\"",
        "features.purpose={name: p, kind: categorical, domain: [a], monotone: increasing} | features.p.monotone: is only valid together with encode: ordinal",
        "features.purpose={name: p, kind: categorical, encode: ordinal, domain: [a], monotone: up} | features.p.monotone: must be one of increasing, decreasing, is \"up\"",
        "interactions=age | interactions: must be a list, is \"age\"",
        "interactions=[age] | interactions.0: must be a list, is \"age\"",
        "interactions=[[age]] | interactions.0: must name two features or more; one alone is never combined anyway",
        "interactions=[[age, age]] | interactions.0.1: \"age\" is listed twice",
        "interactions=[[age, months]] | interactions.0: no feature is named \"months\"",
        "features.purpose.domain=[] | features.purpose.domain: must not be empty",
        "features.purpose.domain=[1, '1'] | features.purpose.domain.1: \"1\" is listed twice",
        "features.purpose.maxCategories=5 | features.purpose.maxCategories: is only valid together with domain: learn",
        "features.purpose.unknown=drop | features.purpose.unknown: must be one of bucket, missing, is \"drop\"",
        "features.age={name: age, kind: woe, values: category, trend: none} | features.age.trend: is only valid together with values: number",
        "features.age={name: age, kind: woe, values: numbers} | features.age.values: must be one of number, category, is \"numbers\"",
        "features.age={name: age, kind: woe, maxBins: 1} | features.age.maxBins: must be a whole number from 2 to 50, is 1",
        "features.age={name: age, kind: bins, minShare: 0.6} | features.age.minShare: must be a number from 0 to 0.5, is 0.6",
        "features.age={name: age, kind: bins, trend: up} | features.age.trend: must be one of none, increasing, decreasing, auto, peak, valley, is \"up\"",
        "features.age={name: age, kind: bins, special: [96, 096]} | features.age: 096 and 96 are the same value",
        "features.age={name: age, kind: woe, impute: mean} | features.age.impute: unknown key; valid keys: name, kind, column, values, special, missingValues, maxBins, minShare, trend, publishDomain",
        "features.age={name: age, kind: woe, column: bad} | features.age: reads the label bad: target leakage",
        "features.age={name: d, kind: date} | features.d.as: is missing",
        "features.age={name: d, kind: date, as: hour} | features.d.as: must be one of age, year, quarter, month, day_of_month, day_of_week, day_of_year, is \"hour\"",
        "features.age={name: d, kind: date, as: age} | features.d.until: is missing; an age needs source.eventTime or the column with the date up to which it counts, so that a record that is scored later has its own",
        "features.age={name: d, kind: date, as: age, until: d} | features.d: the time from a column to itself carries no information",
        "features.age={name: d, kind: date, as: age, until: x, unit: weeks} | features.d.unit: must be one of days, months, years, is \"weeks\"",
        "features.age={name: d, kind: date, as: age, until: x, cyclic: true} | features.d.cyclic: is only valid for a part that returns, such as as: month",
        "features.age={name: d, kind: date, as: year, cyclic: true} | features.d.cyclic: is only valid for a part that returns, such as as: month",
        "features.age={name: d, kind: date, as: month, unit: days} | features.d.unit: is only valid with as: age",
        "features.age={name: d, kind: date, as: month, cyclic: true, impute: median} | features.d.impute: is not valid with cyclic: true",
        "features.age={name: amount, kind: date, as: month} | features.rate: reads the column amount as a number, but amount reads it as a date: dates and times are numbers of different units",
        "features.age={name: bad, kind: date, as: month} | features.bad: reads the label bad: target leakage",
        "features.age={name: e, kind: expression} | features.e.of: is missing",
        "features.age={name: e, kind: expression, of: a +} | features.e.of: at character 4: expected a number, a column, a function or (, found its end",
        "features.age={name: e, kind: expression, of: 1 + 1} | features.e.of: reads neither a column nor a feature",
        "features.age={name: e, kind: expression, of: a / bad} | features.e: reads the label bad: target leakage",
        "features.age={name: e, kind: expression, of: feature(rate)} | features.e.of: feature(rate): no earlier feature has this name",
        "features.rate={name: e, kind: expression, of: feature(purpose)} | features.e.of: feature(purpose) is not one number",
        "features.age={name: e, kind: expression, of: a, special: [1]} | features.e.special: unknown key; valid keys: name, kind, of, impute, missingIndicator, clip, log1p, missingValues, monotone, publishDomain",
        "features.rate.of=[a] | features.rate.of: must be two columns, not 1",
        "features.rate.of=[a, a] | features.rate.of: the ratio of a column and itself carries no information",
        "features.rate.op=sum | features.rate.op: must be one of ratio, difference, product, is \"sum\"",
        "features.1=numeric | features.1: must be a section with keys, is \"numeric\"",
        "split.strategy=hsh | split.strategy: must be one of hash, stratified, group, time, column, is \"hsh\"",
        "split.ratios=60/20/30 | split.ratios: must be three whole percentages above 0 that add up to 100, such as 60/20/20, is \"60/20/30\"",
        "split.ratios=80/20/0 | split.ratios: must be three whole percentages above 0 that add up to 100, such as 60/20/20, is \"80/20/0\"",
        "split.ratios=[60, 20, 20] | split.ratios: must be three whole percentages above 0 that add up to 100, such as 60/20/20, is a list",
        "split.seed=1.5 | split.seed: must be a whole number of 64 bits, is 1.5",
        "split.seed=9223372036854775808 | split.seed: must be a whole number of 64 bits, is 9223372036854775808",
        "split.group=[a] | split.group: is not valid with strategy: hash",
        "split={strategy: group} | split.group: is missing",
        "split.outOfTime={from: 2026-01-01} | source.eventTime: is missing; split.outOfTime requires it",
        "split={strategy: column, column: p, train: [a], validation: [b], test: [c], outOfTime: {from: 2026-01-01}} | split.outOfTime: is not valid with strategy: column",
        "split={strategy: group, group: [bad]} | split: reads the label bad: target leakage",
        "split={strategy: time} | source.eventTime: is missing; split.strategy: time requires it",
        "split={strategy: column, column: p, train: [a], validation: [b], test: [a]} | split.test: \"a\" is also in train",
        "split={strategy: column, column: p, train: [a], validation: [b]} | split.test: is missing",
        "training.rounds='200' | training.rounds: must be a whole number from 1 to 100000, is \"200\"",
        "training.rounds=3.5 | training.rounds: must be a whole number from 1 to 100000, is 3.5",
        "training.rounds=0x10 | training.rounds: must be a whole number from 1 to 100000, is \"0x10\"",
        "training.rounds=0 | training.rounds: must be a whole number from 1 to 100000, is 0",
        "training.earlyStoppingRounds=-1 | training.earlyStoppingRounds: must be a whole number from 0 to 100000, is -1",
        "training.workers=all | training.workers: must be auto or a whole number from 1 to 10000, is \"all\"",
        "training.threadsPerWorker=0 | training.threadsPerWorker: must be a whole number from 1 to 1024, is 0",
        "training.params={eta: [1]} | training.params.eta: must be a single value, is a list",
        "training.params={eval_metric: [auc, auc]} | training.params.eval_metric.1: \"auc\" is listed twice",
        "training.params={eval_metric: []} | training.params.eval_metric: must not be empty",
        "training.params={eval_metric: [[auc]]} | training.params.eval_metric.0: must be text, is a list",
        "training={classWeights: {good: 0, bad: 1}} | training.classWeights.good: must be a number above 0, is 0",
        "training={classWeights: {good: 1, bad: 2, ugly: 3}} | training.classWeights.ugly: unknown key; valid keys: good, bad",
        "training={classWeights: {good: 1, bad: 2}, params: {scale_pos_weight: auto}} | training.classWeights: weighs the classes, as params.scale_pos_weight does; set one of them",
        "training.model=tree | training.model: must be one of booster, scorecard, is \"tree\"",
        "training={model: scorecard, points: {odds: 0}} | training.points.odds: must be a number above 0, is 0",
        "training={model: scorecard, points: {doubling: -20}} | training.points.doubling: must be a number above 0, is -20",
        "training={model: scorecard, points: {pdo: 20}} | training.points.pdo: unknown key; valid keys: score, odds, doubling",
        "training={points: {score: 600}, params: {max_depth: 3}} | training.points: only a scorecard and a booster of params.max_depth: 1 add up points of features; set training.model: scorecard or params.max_depth: 1",
        "training.params=3 | training.params: must be a section with keys, is 3",
        "training.timeout=0h | training.timeout: must be a duration above zero such as 36h, 2d or PT36H, is \"0h\"",
        "training.timeout=99999999999999999999d | training.timeout: must be a duration above zero such as 36h, 2d or PT36H, is \"99999999999999999999d\"",
        "evaluation.cost.falsePositive=0 | evaluation.cost.falsePositive: must be a number above 0, is 0",
        "evaluation.group=[a] | evaluation.group: unknown key, did you mean groups?",
        "evaluation.groups=[a] | evaluation.groups.0: must be a section with keys, is \"a\"",
        "evaluation.groups=[{column: a, tenths: true}] | evaluation.groups.0.tenths: unknown key; valid keys: column, bands, reference",
        "evaluation.groups=[{column: a}, {column: a}] | evaluation.groups.1.column: a is listed twice",
        "evaluation.groups=[{column: a, bands: [2, 1]}] | evaluation.groups.0.bands.1: must be above the limit before it",
        "evaluation.groups=[{column: a, bands: [2], reference: x}] | evaluation.groups.0.reference: must be a finite number, is \"x\"",
        "evaluation.segments=[{column: a, bands: [2], tenths: true}] | evaluation.segments.0.tenths: excludes bands: give one of them",
        "evaluation.groups=[{column: bad}] | evaluation: groups rows by the label bad",
        "gates.groups.adverseImpactRatio.min=0.8 | gates.groups: has limits, but evaluation.groups declares none",
        "gates.segments.auc.min=0.6 | gates.segments: has limits, but evaluation.segments declares none",
        "gates.aucc.min=0.7 | gates.aucc: unknown key, did you mean auc?",
        "gates.auc={} | gates.auc: needs min or max",
        "gates.auc.min=70 | gates.auc.min: must be a number from 0 to 1, is 70",
        "gates.logLoss.max=-1 | gates.logLoss.max: must be a number from 0 upwards, is -1",
        "gates.ks={min: 0.5, max: 0.4} | gates.ks: min 0.5 is above max 0.4",
        "gates.champion.against=best | gates.champion.against: must be one of latest, approved, is \"best\"",
        "gates.champion.ks={notWorseBy: 0.1} | gates.champion.ks: unknown key; valid keys: against, auc, logLoss, brier, swapShare, runs",
        "gates.champion.auc={} | gates.champion.auc.notWorseBy: is missing",
        "gates.champion.auc.notWorseBy=-0.1 | gates.champion.auc.notWorseBy: must be a number from 0 to 1, is -0.1",
        "gates.champion.logLoss.notWorseBy=-1 | gates.champion.logLoss.notWorseBy: must be a number from 0 upwards, is -1",
        "gates.champion.runs.anchor=../x | gates.champion.runs.anchor: must be the id of a run, is \"../x\"",
        "gates.champion.swapShare.max=2 | gates.champion.swapShare.max: must be a number from 0 to 1, is 2",
        "drift.psy=0.1 | drift.psy: unknown key, did you mean psi?",
        "drift.against=night-1 | drift.against: must be one of latest, approved, is \"night-1\"",
        "drift.newRows=0 | drift.newRows: must be a number above 0, is 0",
        "drift.psi=-0.1 | drift.psi: must be a number above 0, is -0.1",
        "drift.nullShare=5 | drift.nullShare: must be a number from 0 to 1, is 5",
        "drift.level=0 | drift.level: must be a number above 0, is 0",
        "drift.minRows=9 | drift.minRows: must be a whole number of at least 10, is 9",
        "tune.trials=1 | tune.trials: must be a whole number from 2 to 1000, is 1",
        "tune.minutes=0 | tune.minutes: must be a whole number from 1 to 10080, is 0",
        "tune.range={} | tune.range: unknown key, did you mean ranges?",
        "tune.ranges=[eta] | tune.ranges: must be a section with keys, is a list",
        "tune.ranges={eta: 0.1} | tune.ranges.eta: must be a section with keys, is 0.1",
        "tune.ranges={eta: [0.1]} | tune.ranges.eta: must be [from, to] or a section with from and to, is a list",
        "tune.ranges={eta: [0.3, 0.1]} | tune.ranges.eta: from 0.3 is not below to 0.1",
        "tune.ranges={eta: [0.1, high]} | tune.ranges.eta.1: must be a number, is \"high\"",
        "tune.ranges={eta: {from: 0.1}} | tune.ranges.eta.to: is missing",
        "tune.ranges={gamma: {from: 0, to: 5, scale: log}} | tune.ranges.gamma: scale: log needs values above 0, from is 0",
        "tune.ranges={eta: {from: 0.1, to: 0.2, scale: exp}} | tune.ranges.eta.scale: must be one of linear, log, is \"exp\"",
        "about.purpos=x | about.purpos: unknown key, did you mean purpose?",
        "about.owner=7 | about.owner: must be text, is 7",
        "about.limits=' ' | about.limits: must not be empty",
        "about.reviewBy=2026-02-30 | about.reviewBy: must be an ISO date such as 2026-03-01, is \"2026-02-30\"",
        "about.reviewBy=2026-03-01T00:00:00Z | about.reviewBy: must be an ISO date such as 2026-03-01, is \"2026-03-01T00:00:00Z\"",
        "training=7 | training: must be a section with keys, is 7",
        "trainin.rounds=7 | trainin: unknown key, did you mean training?",
      })
  void namesKeyValueAndWhatIsAllowed(String set, String problem) {
    assertThat(new Loading(folder).problemsWith(set))
        .filteredOn(line -> !line.contains("the environment has no catalog"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.replaceFirst("^(--set|job\\.yaml:\\d+): ", "")).isEqualTo(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "split={strategy: time, validationFrom: 2026-02-01, testFrom: 2026-01-01}",
        "split={strategy: time, validationFrom: 2026-02-01}",
        "split={strategy: time, ratios: 60/20/20, validationFrom: 2026-02-01, testFrom: 2026-03-01}",
        "split={strategy: time, outOfTime: {from: 2026-03-01}}",
        "split.outOfTime={embargo: 90d}",
        "split.outOfTime={from: soon}",
        "split.outOfTime={from: 2026-03-01, embargo: 0d}",
        "split.outOfTime={from: 2026-03-01, until: 2026-04-01}",
        "split.outOfTime=2026-03-01",
      })
  void rejectsTimesThatSayNoSplit(String set) {
    assertThat(new Loading(folder).problemsWith("source.eventTime=t", set)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "split={strategy: stratified} | stratified, since exact shares move rows to other folds",
        "split={strategy: time} | time, since models of later rows would predict earlier ones",
        "split={strategy: column, column: p, train: [a], validation: [b], test: [c]} | column, since its column names the parts",
      })
  void rejectsFoldsOfASplitThatHasNone(String set, String reason) {
    assertThat(new Loading(folder).problemsWith("source.eventTime=t", set, "evaluation.folds=5"))
        .filteredOn(line -> !line.contains("the environment has no catalog"))
        .singleElement()
        .asString()
        .contains("evaluation.folds: is not valid with split.strategy: " + reason);
  }

  @Test
  void anIndexHasALimit() {
    String values =
        IntStream.range(0, 65_001).mapToObj(Integer::toString).collect(Collectors.joining(", "));

    assertThat(
            new Loading(folder)
                .problemsWith(
                    "features.purpose={name: p, kind: categorical, encode: native, domain: [%s]}"
                        .formatted(values)))
        .singleElement()
        .asString()
        .endsWith("features.p.domain: must have at most 65000 values with encode: native");
  }

  @Test
  void collectsEveryProblemOfBothFiles() {
    String job =
        """
        name: my_job
        source: {}
        label: {column: bad, positive: 1}
        features:
          - {name: age, kind: numeric, impute: mode}
          - {name: age, kind: numeric}
        training: {round: 3, threadsPerWorker: none}
        """;
    String env =
        """
        catalog: {type: emebdded}
        spark: {conf: {master: x}}
        """;

    assertThat(new Loading(folder).problems(job, env, "gates.auc.min=2"))
        .containsExactly(
            "job.yaml:1: name: must be letters, digits and inner hyphens, at most 63, is \"my_job\"",
            "job.yaml:2: source: needs table (database.table), path or featureGroup",
            "job.yaml:5: features.age.impute: must be none, mean, median or a number, is \"mode\"",
            "job.yaml:6: features.age: the name is already taken by an earlier feature",
            "job.yaml:7: training.threadsPerWorker: must be a whole number from 1 to 1024, is"
                + " \"none\"",
            "job.yaml:7: training.round: unknown key, did you mean rounds?",
            "--set: gates.auc.min: must be a number from 0 to 1, is 2",
            "env.yaml:1: catalog.type: must be one of embedded, glue, hive, athena, none, is \"emebdded\"",
            "env.yaml:1: artifacts.uri: is missing",
            "env.yaml:2: spark.conf.master: a Spark setting must start with spark.");
  }

  @Test
  void sendsAKeyToTheOtherFile() {
    List<String> problems =
        new Loading(folder)
            .problems(Loading.JOB + "spark: {}\n", Loading.ENV + "training: {rounds: 1}\n");

    assertThat(problems)
        .containsExactly(
            "job.yaml:8: spark: belongs in the environment file",
            "env.yaml:2: training: belongs in the job file");
  }

  @Test
  void aTableNeedsACatalog() {
    assertThat(new Loading(folder).problemsWith("source={table: a.b}"))
        .containsExactly(
            "--set: source.table: the environment has no catalog (catalog.type: none); use"
                + " source.path");
  }
}
