"""Scores raw records in SageMaker's managed XGBoost container, in script mode.

SAGEMAKER_PROGRAM=inference.py
SAGEMAKER_SUBMIT_DIRECTORY=/opt/ml/model/code
PIP_NO_BUILD_ISOLATION=false              the container installs this file with pip, which must not need the network
SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT=*/*  a client that accepts any type gets that of its request

Requests: application/json (a record, a list of records, or {"instances": [...]}), application/jsonlines, text/csv with
a line of column names. A CSV whose first line has only numbers and blanks holds the booster's inputs instead of
records: one float per input in their order, blank if missing.

Answers: {"probability": .., "calibrated": .., "band": .., "decision": "accept|refuse"} for each record, or {"errors": [{"field":
.., "fault": "unknown|absent|mistyped", "message": ..}]} if it cannot be scored; a message alone is about the record as a
whole. Floats are answered with their probabilities alone, in the container's own format.

Needs only what the container has: Python 3.10 or newer, xgboost, and numpy, for the booster's array. Features alone need
only the standard library. The Python package riskmesh holds this file, too, as riskmesh.inference.
"""

import array
import collections
import csv
import bisect
import datetime
import decimal
import fractions
import hashlib
import io
import json
import math
import pathlib
import re
import struct
import zoneinfo

JSON, JSON_LINES, CSV = "application/json", "application/jsonlines", "text/csv"

FORMAT = 2
INFO_FORMAT = 1


def model_fn(model_dir):
    """Loads the model; raises ValueError if its files do not belong together or have another format."""
    return Model(pathlib.Path(model_dir))


def input_fn(input_data, content_type):
    """Parses a request's body; the result is a Refusal if it cannot be read at all."""
    media = content_type.split(";")[0].strip().lower()
    try:
        text = input_data if isinstance(input_data, str) else bytes(input_data).decode("utf-8")
        text = text.removeprefix("\ufeff")
        if not text.strip():
            return Refusal(400, "the body is empty")
        if media == JSON:
            return Records(_json_records(_read_json(text)), JSON)
        if media == JSON_LINES:
            return Records([_json_line(line) for line in text.split("\n") if line.strip()], JSON_LINES)
        if media == CSV:
            return _csv_request(text)
    except UnicodeDecodeError:
        return Refusal(400, "the body is not UTF-8")
    except (ValueError, RecursionError, csv.Error) as e:
        return Refusal(400, f"the body is not {media}: {_reason(e)}")
    return Refusal(415, f"the content type must be one of {JSON}, {JSON_LINES} and {CSV}")


def predict_fn(request, model):
    """Scores what input_fn returned."""
    return request.answer(model)


def output_fn(answer, accept):
    """Writes an answer: the body and its type, or a WSGI application for a request that is refused."""
    for wanted in accept.split(","):
        media = wanted.split(";")[0].strip().lower()
        if media == "*/*":
            return answer.write(answer.media)
        if media in (JSON, JSON_LINES, CSV):
            return answer.write(media)
    return Refusal(406, f"the accepted type must be one of {JSON}, {JSON_LINES} and {CSV}")


class Refusal:
    """A request that is not answered; a WSGI application, which is how a status other than 200 reaches the client."""

    media = JSON

    STATUS = {400: "400 Bad Request", 406: "406 Not Acceptable", 415: "415 Unsupported Media Type"}

    def __init__(self, code, message):
        self.code = code
        self.message = message

    def answer(self, model):
        return self

    def write(self, media):
        return self

    def __call__(self, environ, start_response):
        body = json.dumps({"error": self.message}).encode()
        start_response(self.STATUS[self.code], [("Content-Type", JSON), ("Content-Length", str(len(body)))])
        return [body]


class Records:
    """Raw records; one that could not be read is a Fault."""

    def __init__(self, records, media):
        self.records = records
        self.media = media

    def answer(self, model):
        return Answers(model.score(self.records), self.media, model.points is not None)


class Answers:
    """One answer per record."""

    FIELDS = ("probability", "calibrated", "band", "decision")

    def __init__(self, answers, media, has_points=False):
        self.answers = answers
        self.media = media
        self.fields = (*self.FIELDS, "points") if has_points else self.FIELDS

    def write(self, media):
        if media == JSON:
            return json.dumps({"predictions": self.answers}), JSON
        if media == JSON_LINES:
            return "".join(json.dumps(answer) + "\n" for answer in self.answers), JSON_LINES
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow([*self.fields, "errors"])
        for answer in self.answers:
            errors = json.dumps(answer["errors"]) if "errors" in answer else ""
            table.writerow([*(answer.get(field, "") for field in self.fields), errors])
        return text.getvalue(), CSV


class Floats:
    """The booster's inputs, as texts: lines of a CSV without column names, by line number."""

    def __init__(self, lines):
        self.lines = lines

    def answer(self, model):
        width = len(model.info["inputs"])
        rows = []
        for number, cells in self.lines:
            if len(cells) != width:
                return Refusal(
                    400,
                    f"line {number} has {len(cells)} cells: a CSV without a line of column names must have the model's "
                    f"{width} inputs",
                )
            if not all(map(_is_float, cells)):
                return Refusal(400, f"line {number} has a cell that is neither blank nor a number")
            rows.append(_rounded([_float(cell) for cell in cells]))
        return Scores([float(p) for p in model.predict(_matrix(rows))[0]])


class Scores:
    """Probabilities in the formats of the container's own answers."""

    media = CSV

    def __init__(self, probabilities):
        self.probabilities = probabilities

    def write(self, media):
        if media == JSON:
            return json.dumps({"predictions": [{"score": p} for p in self.probabilities]}), JSON
        if media == JSON_LINES:
            return "".join(json.dumps({"score": p}) + "\n" for p in self.probabilities), JSON_LINES
        return "".join(f"{p}\n" for p in self.probabilities), CSV


def _read_json(text):
    def constant(name):
        raise ValueError(f"{name} is not JSON")

    return json.loads(text, object_pairs_hook=Record, parse_constant=constant)


class Record(dict):
    """A JSON object that remembers names that it has twice."""

    def __init__(self, pairs):
        super().__init__(pairs)
        self.twice = sorted(name for name, count in collections.Counter(name for name, _ in pairs).items() if count > 1)


def _json_records(body):
    if isinstance(body, dict) and list(body) == ["instances"] and isinstance(body["instances"], list):
        return body["instances"]
    return body if isinstance(body, list) else [body]


def _json_line(line):
    try:
        return _read_json(line)
    except (ValueError, RecursionError) as e:
        return Fault(f"the line is not JSON: {_reason(e)}")


def _reason(error):
    """Returns what is wrong without the content of the body."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _csv_request(text):
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = [(lines.line_num, cells) for cells in lines]
    while rows and not rows[-1][1]:
        rows.pop()
    while rows and not rows[0][1]:
        rows.pop(0)
    number, names = rows[0]
    if all(map(_is_float, names)):
        return Floats([row for row in rows if row[1]])
    if len(set(names)) < len(names):
        return Refusal(400, f"line {number} has neither different column names nor only numbers")
    records = [_csv_record(names, cells or [""]) for _, cells in rows[1:] if cells or len(names) == 1]
    return Records(records, CSV)


def _csv_record(names, cells):
    if len(cells) > len(names):
        return Fault(f"the line has {len(cells)} cells, the line of column names has {len(names)}")
    return dict(zip(names, cells))


def _is_float(cell):
    cell = cell.strip()
    return cell.lower() in ("", "nan") or (_DECIMAL.fullmatch(cell) is not None and abs(float(cell)) <= MAX_FLOAT)


def _float(cell):
    return float(cell.strip() or "nan")


MAX_FLOAT = (2 - 2.0**-23) * 2.0**127


def _rounded(numbers):
    """Rounds to 32 bits: infinite becomes NaN, and -0.0 becomes 0.0."""
    return [math.nan if math.isinf(number) else number + 0.0 for number in array.array("f", numbers)]


def _matrix(rows):
    import numpy

    return numpy.array(rows, dtype=numpy.float32)


class Fault:
    """Why a record, or one of its fields, cannot be used."""

    def __init__(self, message, field=None, fault="mistyped"):
        about = {} if field is None else {"field": field, "fault": fault}
        self.json = {**about, "message": message}


class Model:
    """Features, booster and calibration of one run."""

    def __init__(self, folder):
        import xgboost

        features = (folder / "riskmesh" / "features.json").read_bytes()
        self.info = json.loads((folder / "riskmesh" / "model-info.json").read_bytes())
        found = self.info.get("format", INFO_FORMAT)
        if found != INFO_FORMAT:
            raise ValueError(f"its model-info.json has format {found}, but this program reads format {INFO_FORMAT}")
        if hashlib.sha256(features).hexdigest() != self.info["features"]:
            raise ValueError("riskmesh/features.json has another hash than riskmesh/model-info.json says")
        # Runs of earlier releases have no rules for serving.
        serving = self.info.get("serving") or {}
        booster = (folder / "xgboost-model").read_bytes()
        if "booster" in serving and hashlib.sha256(booster).hexdigest() != serving["booster"]:
            raise ValueError("xgboost-model has another hash than riskmesh/model-info.json says")
        self.bands = serving.get("bands", ())
        # Only some models have a scale of points.
        self.points = self.info.get("points")
        self.features = Features(json.loads(features))
        self.booster = xgboost.Booster(model_file=bytearray(booster))
        self.booster.set_param({"nthread": 1})
        if self.features.names != self.info["inputs"] or self.booster.num_features() != len(self.features.names):
            raise ValueError("the booster's inputs are not those of riskmesh/features.json")
        if self.booster.num_boosted_rounds() != self.info["rounds"]:
            raise ValueError("the booster has another number of rounds than riskmesh/model-info.json says")
        self.calibrator = Calibrator(**(self.info.get("calibrator") or {"slope": 1.0, "intercept": 0.0}))

    def score(self, records):
        """Returns an answer per record."""
        read = [self.features.read(record) for record in records]
        rows = [self.features.row(slots) for slots, faults in read if not faults]
        scores = iter(zip(*self.predict(_matrix(rows))) if rows else ())
        return [{"errors": [f.json for f in faults]} if faults else self._answer(*next(scores)) for _, faults in read]

    def predict(self, matrix):
        """Returns probabilities and margins."""
        import xgboost

        data = xgboost.DMatrix(matrix)
        return self.booster.predict(data), self.booster.predict(data, output_margin=True)

    def _answer(self, probability, margin):
        calibrated = self.calibrator.probability(float(margin))
        answer = {"probability": float(probability), "calibrated": calibrated}
        if self.bands:
            answer["band"] = next(b["name"] for b in self.bands if b.get("below") is None or calibrated < b["below"])
        answer["decision"] = "refuse" if float(probability) >= self.info["threshold"] else "accept"
        if self.points:
            answer["points"] = _points(float(margin), **self.points)
        return answer


class Calibrator:
    """Converts a margin, in log odds, to a calibrated probability; see riskmesh's model.Calibrator."""

    def __init__(self, slope, intercept, points=None):
        self.slope = slope
        self.intercept = intercept
        self.margins = [point["margin"] for point in points or ()]
        self.probabilities = [point["probability"] for point in points or ()]

    def probability(self, margin):
        if not self.margins:
            return _logistic(self.slope * margin + self.intercept)
        found = self._between(margin)
        return found if self.intercept == 0 else _logistic(math.log(found / (1 - found)) + self.intercept)

    def _between(self, margin):
        following = sum(1 for point in self.margins if point <= margin)
        if following == 0:
            return self.probabilities[0]
        if following == len(self.margins):
            return self.probabilities[-1]
        low, high = self.probabilities[following - 1 : following + 1]
        start, end = self.margins[following - 1 : following + 1]
        return min(low + (high - low) * ((margin - start) / (end - start)), high)


def _points(margin, score, odds, doubling):
    """Converts a margin to whole points; see riskmesh's model.PointScale."""
    return math.floor(score - doubling / math.log(2) * (margin + math.log(odds)) + 0.5)


def _logistic(log_odds):
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


NUMBER, TEXT = "number", "text"


class Features:
    """The fitted features of features.json, as riskmesh's model.FeatureSpec evaluates them.

    Operators are functions of a record's slots: numbers, in which NaN means missing, and texts, None if missing.
    """

    def __init__(self, spec):
        if spec["version"] != FORMAT:
            raise ValueError(f"its features.json has format {spec['version']}, but this program reads format {FORMAT}")
        self.slots = {}
        self.codes = {}
        self.names = [feature["name"] for feature in spec["features"]]
        self.steps = [self._compile(feature) for feature in spec["features"]]
        self.columns = dict.fromkeys(column for column, _, _ in self.slots)
        self.inputs = [(*slot, NumberEntries(slot[2])) for slot in self.slots]

    def _compile(self, feature):
        _require(feature, {"name", "expr"}, {"missing"})
        missing = frozenset(map(_plain_text, feature.get("missing", [""])))
        return Tree(self, missing, _numbers(feature["expr"])).step(feature["expr"])

    def slot(self, column, reading, missing):
        return self.slots.setdefault((column, reading, missing), len(self.slots))

    def read(self, record):
        """Returns a record's slots, and a list of faults."""
        if isinstance(record, Fault):
            return None, [record]
        if not isinstance(record, dict):
            return None, [Fault("a record is an object of fields")]
        faults = [Fault("the record has this field twice", n) for n in getattr(record, "twice", ())]
        faults += [Fault("no feature reads this field", n, "unknown") for n in record if n not in self.columns]
        faults += [
            Fault("the record has no such field; a missing value is null, or an empty cell of CSV", n, "absent")
            for n in self.columns
            if n not in record
        ]
        slots, mistyped = [], {}
        for column, reading, missing, entries in self.inputs:
            value = record.get(column)
            try:
                if reading == NUMBER:
                    slots.append(self._number(column, value, entries))
                elif reading == TEXT:
                    slots.append(_text(value, missing))
                else:
                    slots.append(math.nan if entries.match(value) else reading.day(value))
            except Unreadable as e:
                mistyped.setdefault(column, Fault(f"it cannot be read as a {reading}: {e}", column))
        return slots, faults + list(mistyped.values())

    def _number(self, column, value, entries):
        if isinstance(value, str) and value.strip(BLANKS) in self.codes.get(column, ()):
            return math.nan
        return math.nan if entries.match(value) else _number(value)

    def row(self, slots):
        """Returns the booster's inputs: numbers of 32 bits, NaN if missing."""
        return _rounded([step(slots) for step in self.steps])


def _require(node, names, optional=()):
    if not names <= set(node) <= names | set(optional):
        raise ValueError(f"features.json has fields that this program does not know: {sorted(node)}")


def _numbers(node):
    """Returns the columns that an expression reads as numbers."""
    if node["op"] == "number":
        return {node["column"]}
    return set().union(*(_numbers(child) for child in node.values() if isinstance(child, dict) and "op" in child))


class Tree:
    """Compiles the expression of one feature; riskmesh's model.ExprInterpreter defines the operators."""

    FIELDS = {
        "number": {"column"},
        "constant": {"value"},
        "arithmetic": {"operator", "left", "right"},
        "is_missing": {"of"},
        "if": {"condition", "then", "otherwise"},
        "fill": {"of", "value"},
        "clip": {"of", "lower", "upper"},
        "log1p": {"of"},
        "finite": {"of"},
        "is_text_missing": {"column"},
        "equal": {"column", "value"},
        "lookup": {"column", "table", "otherwise"},
        "bin_search": {"of", "cuts", "values"},
        "logic": {"operator", "left", "right"},
        "absolute": {"of"},
        "pick": {"of", "values"},
        "read_with": {"missing", "of"},
        "day": {"column", "format"},
        "date_part": {"part", "of"},
        "age": {"unit", "from", "to"},
    }

    ARITHMETIC = {
        "ADD": lambda a, b: a + b,
        "SUBTRACT": lambda a, b: a - b,
        "MULTIPLY": lambda a, b: a * b,
        "DIVIDE": lambda a, b: math.nan if b == 0 else a / b,
        "MINIMUM": lambda a, b: a if math.isnan(a) or b >= a else b,
        "MAXIMUM": lambda a, b: a if math.isnan(a) or b <= a else b,
    }

    LOGIC = {
        "LESS": lambda a, b: _known(a, b, a < b),
        "LESS_OR_EQUAL": lambda a, b: _known(a, b, a <= b),
        "EQUAL": lambda a, b: _known(a, b, a == b),
        "AND": lambda a, b: 0.0 if a == 0 or b == 0 else _known(a, b, True),
        "OR": lambda a, b: 1.0 if _is_true(a) or _is_true(b) else _known(a, b, False),
    }

    def __init__(self, features, missing, numbers):
        self.features = features
        self.missing = missing
        self.numbers = numbers

    def step(self, node):
        op = node["op"]
        if op not in self.FIELDS:
            raise ValueError(f'features.json has an operator that this program does not know: "{op}"')
        _require(node, self.FIELDS[op] | {"op"})
        return getattr(self, "_" + op)(node)

    def _slot(self, node, reading=TEXT):
        return self.features.slot(node["column"], reading, self.missing)

    def _number(self, node):
        slot = self._slot(node, NUMBER)
        return lambda slots: slots[slot]

    def _day(self, node):
        slot = self._slot(node, DayReading(node["format"]))
        return lambda slots: slots[slot]

    def _read_with(self, node):
        missing = frozenset(map(_plain_text, node["missing"]))
        return Tree(self.features, missing, self.numbers).step(node["of"])

    def _constant(self, node):
        value = _constant(node["value"])
        return lambda slots: value

    def _arithmetic(self, node):
        operator = self.ARITHMETIC[node["operator"]]
        left, right = self.step(node["left"]), self.step(node["right"])
        return lambda slots: operator(left(slots), right(slots))

    def _logic(self, node):
        operator = self.LOGIC[node["operator"]]
        left, right = self.step(node["left"]), self.step(node["right"])
        return lambda slots: operator(left(slots), right(slots))

    def _absolute(self, node):
        of = self.step(node["of"])
        return lambda slots: abs(of(slots))

    def _pick(self, node):
        of, values = self.step(node["of"]), [_constant(value) for value in node["values"]]

        def pick(slots):
            place = of(slots)
            return values[int(place)] if 0 <= place < len(values) and place == int(place) else math.nan

        return pick

    def _date_part(self, node):
        of, part = self.step(node["of"]), DATE_PARTS[node["part"]]

        def date_part(slots):
            day = of(slots)
            return float(part(math.floor(day))) if abs(day) <= MOST_DAYS else math.nan

        return date_part

    def _age(self, node):
        start, end, completed = self.step(node["from"]), self.step(node["to"]), AGES[node["unit"]]

        def age(slots):
            first, second = start(slots), end(slots)
            has_dates = abs(first) <= MOST_DAYS and abs(second) <= MOST_DAYS
            return float(completed(math.floor(first), math.floor(second))) if has_dates else math.nan

        return age

    def _is_missing(self, node):
        of = self.step(node["of"])
        return lambda slots: 1.0 if math.isnan(of(slots)) else 0.0

    def _if(self, node):
        condition, then, otherwise = (self.step(node[part]) for part in ("condition", "then", "otherwise"))

        def choose(slots):
            truth = condition(slots)
            return (otherwise if truth == 0 or math.isnan(truth) else then)(slots)

        return choose

    def _fill(self, node):
        of, value = self.step(node["of"]), _constant(node["value"])

        def fill(slots):
            number = of(slots)
            return value if math.isnan(number) else number

        return fill

    def _clip(self, node):
        of, lower, upper = self.step(node["of"]), _constant(node["lower"]), _constant(node["upper"])

        def clip(slots):
            number = of(slots)
            return lower if number < lower else upper if number > upper else number

        return clip

    def _log1p(self, node):
        of = self.step(node["of"])

        def log(slots):
            number = of(slots)
            return log1p(number) if number > -1 else math.nan

        return log

    def _finite(self, node):
        of = self.step(node["of"])

        def finite(slots):
            number = of(slots)
            return math.nan if math.isinf(number) else number

        return finite

    def _is_text_missing(self, node):
        slot = self._slot(node)
        return lambda slots: 1.0 if slots[slot] is None else 0.0

    def _equal(self, node):
        slot, value = self._slot(node), _plain_text(node["value"])
        return lambda slots: math.nan if slots[slot] is None else 1.0 if slots[slot] == value else 0.0

    def _lookup(self, node):
        slot, column, otherwise = self._slot(node), node["column"], _constant(node["otherwise"])
        # Of two keys with the same plain text, the later in UTF-16 order applies.
        order = sorted(node["table"], key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        table = {_plain_text(key): _constant(node["table"][key]) for key in order}
        if column in self.numbers:
            self.features.codes.setdefault(column, set()).update(table)
            return lambda slots: math.nan if slots[slot] is None else table.get(slots[slot].strip(BLANKS), otherwise)
        return lambda slots: math.nan if slots[slot] is None else table.get(slots[slot], otherwise)

    def _bin_search(self, node):
        of = self.step(node["of"])
        cuts, values = ([_constant(number) for number in node[part]] for part in ("cuts", "values"))

        def search(slots):
            number = of(slots)
            return number if math.isnan(number) else values[bisect.bisect_right(cuts, number)]

        return search


def _known(left, right, truth):
    return math.nan if math.isnan(left) or math.isnan(right) else 1.0 if truth else 0.0


def _is_true(number):
    return number != 0 and not math.isnan(number)


# Days on either side of 1970 that have a date.
MOST_DAYS = 365e9


def _packed(day):
    """Returns the date of a day as one number, as riskmesh's model.CalendarDays does: months since the year 0 * 32 + day.

    From Hinnant, chrono-compatible low-level date algorithms, 2013.
    """
    era, of_era = divmod(day + 719_468, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march = (5 * of_year + 2) // 153
    return ((year + era * 400) * 12 + march + 2) * 32 + of_year - (153 * march + 2) // 5 + 1


def _year(day):
    return _packed(day) // 32 // 12


def _month(day):
    return _packed(day) // 32 % 12 + 1


def _new_year(year):
    before = year - 1
    return 365 * before + before // 4 - before // 100 + before // 400 - 719_162


DATE_PARTS = {
    "YEAR": _year,
    "QUARTER": lambda day: (_month(day) - 1) // 3 + 1,
    "MONTH": _month,
    "DAY_OF_MONTH": lambda day: _packed(day) % 32,
    "DAY_OF_WEEK": lambda day: (day + 3) % 7 + 1,
    "DAY_OF_YEAR": lambda day: day - _new_year(_year(day)) + 1,
}

# Completed units between two days, rounded down.
AGES = {
    "DAYS": lambda first, second: second - first,
    "MONTHS": lambda first, second: (_packed(second) - _packed(first)) // 32,
    "YEARS": lambda first, second: (_packed(second) - _packed(first)) // 32 // 12,
}


def _constant(value):
    """Reads a number of features.json, where NaN and infinity are texts."""
    return float(value)


class Unreadable(ValueError):
    """A value that has no number or no text; the message does not repeat it."""


# What Java's String.strip removes, which differs from Python's str.strip.
BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f "
    "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
)

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")

_PLAIN = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")


class NumberEntries:
    """Missing values of a column that is read as a number; see riskmesh's model.NumberEntries."""

    INFINITE = {"Infinity": math.inf, "-Infinity": -math.inf}

    def __init__(self, entries):
        self.plain = frozenset(map(_plain_text, entries))
        self.codes = frozenset(map(_code, entries))
        read = [self.INFINITE.get(entry, _decimal(entry.strip(BLANKS))) for entry in entries]
        self.numbers = frozenset(number for number in read if number is not None)

    def match(self, value):
        if isinstance(value, str):
            return _code(value) in self.codes
        if isinstance(value, bool):
            return _plain(value) in self.plain
        return isinstance(value, (int, float)) and _number(value) in self.numbers


def _text(value, missing):
    """Returns the plain text of a value, None if it is missing; see riskmesh's model.CanonicalValues."""
    if value is None or _plain(value.strip(BLANKS) if isinstance(value, str) else value) in missing:
        return None
    return _plain(value)


def _plain(value):
    """Returns the text by which a value is matched."""
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _plain_number(value)
    raise Unreadable("it is not a value")


def _plain_text(text):
    sign, whole, fraction = (_PLAIN.fullmatch(text) or _PLAIN.match("")).groups("")
    if not whole + fraction or (len(whole) > 1 and whole[0] == "0"):
        return text
    fraction = fraction.rstrip("0")
    number = (whole or "0") + ("." + fraction if fraction else "")
    return "-" + number if sign == "-" and number != "0" else number


def _plain_number(number):
    """Returns a number without exponent, with the fewest digits that read back as the same double."""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == math.floor(number) and abs(number) < 2**53:
        return str(int(number))
    return f"{decimal.Decimal(repr(number)).normalize():f}"


def _code(text):
    stripped = text.strip(BLANKS)
    number = _decimal(stripped)
    return stripped if number is None else _plain_number(number)


def _decimal(text):
    return float(text) if _DECIMAL.fullmatch(text) else None


def _number(value):
    """Returns the number of a value; NaN if it is missing."""
    if value is None:
        return math.nan
    if isinstance(value, str):
        return _written(value.strip(BLANKS))
    if isinstance(value, (bool, int, float)):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    raise Unreadable("it is not a value")


def _written(text):
    if not text:
        return math.nan
    for read in (_decimal, _days):
        number = read(text)
        if number is not None:
            return float(number)
    micros = _micros(text)
    if micros is not None:
        return micros / 1e6
    raise Unreadable("its text is not a number")


_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")

_TIME = re.compile(
    r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"\s*(\S[^\n\r\u0085\u2028\u2029]*)?",
    re.ASCII,
)

_OFFSET = re.compile(r"([+-])([0-9]{1,2}|[0-9]{2}:?[0-9]{2}|[0-9]{6}|[0-9]{2}:[0-9]{2}:[0-9]{2})")

_REGION = re.compile(r"[A-Za-z][A-Za-z0-9~/._+-]+")

_NO_REGIONS = re.compile(r"(posix|right)/.*|EST|MST|HST|ROC|Factory|localtime|posixrules")


def _days(text):
    """Returns the days since 1970 of an ISO date; None if the text is none."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    try:
        # datetime has no year 0; the calendar repeats after 400 years.
        date = datetime.date(2000 + year % 400, month, day)
    except ValueError:
        return None
    return (date - datetime.date(1970, 1, 1)).days + (year // 400 - 5) * 146_097


def _micros(text):
    """Returns the microseconds since 1970 in UTC of a date with a time of day, as riskmesh's model.TimeText reads it."""
    found = _TIME.fullmatch(text)
    days = _days(found[1]) if found else None
    if days is None:
        return None
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    local = days * 86_400 + hour * 3_600 + minute * 60 + second
    offset = _offset(found[6] or "Z", local)
    if offset is None:
        return None
    nanos = int(((found[5] or "0") + "00000000")[:9])
    return (local - offset) * 1_000_000 + nanos // 1_000


class DayReading:
    """Reads the day of a value, counted from 1970-01-01 in UTC; see riskmesh's model.DayReading."""

    UNITS = {"days": 86_400 * 10**9, "seconds": 10**9, "millis": 10**6, "micros": 10**3, "nanos": 1}

    MICROS_PER_DAY = 86_400 * 10**6

    # The first and the last microsecond of the years 1 to 9999.
    RANGE = range(-62_135_596_800_000_000, 253_402_300_800_000_000)

    def __init__(self, notation):
        self.notation = notation
        self.digits = re.compile(re.sub("[A-Za-z]", "[0-9]", notation).replace(".", "[.]"))
        if notation != "iso" and notation not in self.UNITS and "yyyy" not in notation:
            raise ValueError(f'features.json has a date format that this program does not know: "{notation}"')

    def __eq__(self, other):
        return isinstance(other, DayReading) and other.notation == self.notation

    def __hash__(self):
        return hash(self.notation)

    def __str__(self):
        return "day"

    def day(self, value):
        if value is None:
            return math.nan
        if isinstance(value, str):
            text = value.strip(BLANKS)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            if self.notation == "iso":
                raise Unreadable("it is a number")
            text = _plain_number(value) if isinstance(value, float) else str(value)
        else:
            raise Unreadable("it is not a date")
        if not text:
            return math.nan
        day = self._written(text)
        if day is None:
            raise Unreadable("its text is not a date of the model's format")
        return float(day)

    def _written(self, text):
        if self.notation == "iso":
            days = _days(text)
            micros = _micros(text) if days is None else None
            return days if micros is None else micros // self.MICROS_PER_DAY
        if self.notation in self.UNITS:
            return self._counted(text)
        return self._formatted(text)

    def _counted(self, text):
        if not _DECIMAL.fullmatch(text):
            return None
        number = decimal.Decimal(text)
        if number.adjusted() > 18:
            return None
        micros = math.floor(fractions.Fraction(number) * self.UNITS[self.notation] / 1000)
        return micros // self.MICROS_PER_DAY if micros in self.RANGE else None

    def _formatted(self, text):
        if not self.digits.fullmatch(text):
            return None
        fields = {"y": 1, "M": 1, "d": 1, "H": 0, "m": 0, "s": 0}
        for field in re.finditer("yyyy|MM|dd|HH|mm|ss", self.notation):
            fields[field[0][0]] = int(text[field.start() : field.end()])
        try:
            datetime.time(fields["H"], fields["m"], fields["s"])
            date = datetime.date(fields["y"], fields["M"], fields["d"])
        except ValueError:
            return None
        return (date - datetime.date(1970, 1, 1)).days


def _offset(zone, local):
    """Returns the seconds by which a zone is ahead of UTC at a local time; None if there is no such zone."""
    zone = zone.strip(BLANKS)
    if zone in ("Z", "UTC", "GMT", "UT"):
        return 0
    found = _OFFSET.fullmatch(re.sub("^(UTC|GMT|UT)", "", zone))
    if not found:
        return _region_offset(zone, local)
    digits = found[2].replace(":", "")
    parts = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)] + [0, 0]
    seconds = parts[0] * 3_600 + parts[1] * 60 + parts[2]
    if parts[1] > 59 or parts[2] > 59 or seconds > 18 * 3_600:
        return None
    return -seconds if found[1] == "-" else seconds


def _region_offset(zone, local):
    if not _REGION.fullmatch(zone) or _NO_REGIONS.fullmatch(zone):
        return None
    try:
        region = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
    # Years before 1 have the offset of year 4, and a gap that of the time before it.
    time = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=max(local, -62_040_000_000))
    return round(region.utcoffset(time).total_seconds())


LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10

LOG1P = (
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01,
)


def log1p(x):
    """Returns the logarithm of 1 + x for x > -1, with the same bits as Java's StrictMath.

    Both follow fdlibm's s_log1p.c, https://www.netlib.org/fdlibm/, whose notice is:
    Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
    business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
    is preserved.
    """
    if math.isinf(x):
        return x
    high = _high(x)
    if high & 0x7FFFFFFF < 0x3E200000:
        # Below 2^-29 in magnitude, and below 2^-54.
        return x if high & 0x7FFFFFFF < 0x3C900000 else x - x * x * 0.5
    k, f, c, fraction = 0, x, 0.0, 1
    if high >= 0x3FDA827A or -0x402D413D < high < 0:
        # Outside of sqrt(2)/2 - 1 to sqrt(2) - 1: 1 + x = 2^k * (1 + f).
        u = 1.0 + x if high < 0x43400000 else x
        k = (_high(u) >> 20) - 1023
        if high < 0x43400000:
            c = (1.0 - (u - x) if k > 0 else x - (u - 1.0)) / u
        fraction = _high(u) & 0x000FFFFF
        if fraction < 0x6A09E:
            u = _with_high(u, fraction | 0x3FF00000)
        else:
            k += 1
            u = _with_high(u, fraction | 0x3FE00000)
            fraction = (0x00100000 - fraction) >> 2
        f = u - 1.0
    half_square = 0.5 * f * f
    if fraction == 0:
        if f == 0:
            return k * LN2_HIGH + (c + k * LN2_LOW)
        r = half_square * (1.0 - 0.66666666666666666 * f)
        return f - r if k == 0 else k * LN2_HIGH - ((r - (k * LN2_LOW + c)) - f)
    s = f / (2.0 + f)
    z = s * s
    r = 0.0
    for coefficient in reversed(LOG1P):
        r = z * (coefficient + r)
    if k == 0:
        return f - (half_square - s * (half_square + r))
    return k * LN2_HIGH - ((half_square - (s * (half_square + r) + (k * LN2_LOW + c))) - f)


def _high(x):
    """Returns the upper 32 bits of a double, as a signed integer."""
    return struct.unpack(">i", struct.pack(">d", x)[:4])[0]


def _with_high(x, high):
    return struct.unpack(">d", struct.pack(">i", high) + struct.pack(">d", x)[4:])[0]
