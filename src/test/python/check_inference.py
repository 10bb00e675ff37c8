"""Drives the code in the model's archive, code/inference.py, as SageMaker's container does.

usage: check_inference.py features FOLDER      evaluates FOLDER/features-N over the JSON lines of FOLDER/records-N, by
                                               the package riskmesh, which holds the same code, and writes the
                                               bits of the floats to FOLDER/floats-N
       check_inference.py handlers FEATURES    trains a small model on features.json, and checks requests and refusals
       check_inference.py run MODEL DATA       scores a published run's raw records, and compares with its predictions
       check_inference.py answers MODEL CSV [FIELD]
                                               scores the records of a CSV, and prints their probabilities, or another
                                               field of the answers
"""

import hashlib
import importlib.util
import json
import pathlib
import shutil
import struct
import sys
import tarfile
import tempfile

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import xgboost

SOURCE = pathlib.Path(__file__).parents[2] / "main/resources/io/riskmesh/pipeline/inference.py"

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "python"))

from riskmesh.features import FeatureSpec, RecordError  # noqa: E402


def load(path):
    spec = importlib.util.spec_from_file_location("inference", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask(code, model, body, content="application/json", accept="application/json"):
    """Returns what the container would answer."""
    return code.output_fn(code.predict_fn(code.input_fn(body, content), model), accept)


def features(folder):
    code = load(SOURCE)
    folder = pathlib.Path(folder)
    for path in folder.glob("features-*"):
        batch = path.name.split("-")[1]
        spec = FeatureSpec.load(path.read_bytes())
        with open(folder / f"floats-{batch}", "w") as out:
            # Not splitlines(), which takes other characters for line ends, too.
            for line in (folder / f"records-{batch}").read_text("utf-8").removesuffix("\n").split("\n"):
                record = json.loads(line)
                try:
                    floats = spec.floats({column: record[column] for column in spec.columns})
                    out.write(" ".join(map(bits, code._matrix([floats])[0])) + "\n")
                except RecordError:
                    out.write("mistyped\n")
    numbers(code, folder / "numbers")


def bits(value):
    return "7fc00000" if np.isnan(value) else f"{value.view(np.uint32):x}"


def double(text):
    return struct.unpack(">d", int(text, 16).to_bytes(8, "big"))[0]


def numbers(code, path):
    checked = 0
    for line in path.read_text().splitlines():
        number, log, text = line.split(" ")
        value = double(number)
        if text == "-":
            assert code.log1p(value) == double(log), line
        else:
            assert code.log1p(abs(value)) == double(log), line
            assert code._plain(value) == text, line
            checked += 1
    print(checked, "numbers")


def train(folder, spec, calibrator):
    """Writes a model of random rows to a folder, as it lies in the container."""
    names = [feature["name"] for feature in json.loads(spec)["features"]]
    random = np.random.default_rng(1)
    rows = random.normal(size=(500, len(names)))
    matrix = xgboost.DMatrix(rows, label=rows[:, 0] + random.normal(size=500) > 0.5)
    booster = xgboost.train({"objective": "binary:logistic", "max_depth": 3}, matrix, num_boost_round=7)
    shutil.rmtree(folder / "riskmesh", ignore_errors=True)
    (folder / "riskmesh").mkdir()
    booster.save_model(folder / "model.ubj")
    (folder / "model.ubj").rename(folder / "xgboost-model")
    (folder / "riskmesh" / "features.json").write_bytes(spec)
    info = {
        "features": hashlib.sha256(spec).hexdigest(),
        "inputs": names,
        "rounds": 7,
        "threshold": 0.4,
        "calibrator": calibrator,
        "serving": {
            "booster": hashlib.sha256((folder / "xgboost-model").read_bytes()).hexdigest(),
            "bands": [{"name": "A", "below": 0.3}, {"name": "B"}],
        },
        "unknown": "later versions add fields",
    }
    (folder / "riskmesh" / "model-info.json").write_text(json.dumps(info))
    return booster


def refused(make, message):
    try:
        make()
    except ValueError as e:
        assert message in str(e), e
    else:
        raise AssertionError("not refused: " + message)


def handlers(path):
    code = load(SOURCE)
    spec = pathlib.Path(path).read_bytes()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        booster = train(folder, spec, {"slope": 0.5, "intercept": -0.25})
        model = code.model_fn(name)
        answers(code, model, booster)
        records(code, model)
        tables(code, model)
        floats(code, model, booster)
        refusals(code, model)
        calibration(code, folder, spec)
        points(code, folder, spec)
        models(code, folder, spec)


GOOD = {"amount": 1200, "purpose": "4", "age": 33.5}


def answers(code, model, booster):
    """Numbers are those of the booster; missing values, other spellings and all envelopes are equal."""
    row = np.array([[np.log1p(1200), 0, 1, 0, 33.5]], dtype=np.float32)
    probability = float(booster.predict(xgboost.DMatrix(row))[0])
    margin = float(booster.predict(xgboost.DMatrix(row), output_margin=True)[0])
    body, media = ask(code, model, json.dumps(GOOD))
    (answer,) = json.loads(body)["predictions"]
    assert media == "application/json"
    assert list(answer) == ["probability", "calibrated", "band", "decision"], answer
    assert answer["band"] == ("A" if answer["calibrated"] < 0.3 else "B"), answer
    assert answer["probability"] == probability, answer
    assert abs(answer["calibrated"] - 1 / (1 + np.exp(-(0.5 * margin - 0.25)))) < 1e-15, answer
    assert answer["decision"] == ("refuse" if probability >= 0.4 else "accept"), answer
    decisions = set()
    for amount in range(0, 20000, 50):
        (found,) = json.loads(ask(code, model, json.dumps({**GOOD, "amount": amount}))[0])["predictions"]
        assert (found["decision"] == "refuse") == (found["probability"] >= 0.4), found
        decisions.add(found["decision"])
    assert decisions == {"accept", "refuse"}, decisions

    same = [{"amount": "1.2e3", "purpose": 4.0, "age": " 33.50 "}, {"age": 33.5, "purpose": "4.00", "amount": 1200.0}]
    for body in (same, {"instances": same}):
        assert json.loads(ask(code, model, json.dumps(body))[0])["predictions"] == [answer] * 2
    lines = "\n".join(map(json.dumps, same)) + "\n\n"
    body, media = ask(code, model, lines.encode(), "application/jsonlines; charset=utf-8", "application/jsonlines")
    assert media == "application/jsonlines" and [json.loads(line) for line in body.splitlines()] == [answer] * 2
    table = "age,amount,purpose\r\n33.5,1200,4\r\n\"33.5\",\"1200\",4.0\r\n"
    assert json.loads(ask(code, model, "\ufeff" + table, "text/csv")[0])["predictions"] == [answer] * 2
    missing = [{"amount": None, "purpose": None, "age": None}, {"amount": "", "purpose": " ", "age": "\t"}]
    first, second = json.loads(ask(code, model, json.dumps(missing))[0])["predictions"]
    assert first == second and "probability" in first, (first, second)


def errors(code, model, body, *media):
    found = json.loads(ask(code, model, body, *media)[0])["predictions"]
    return [[(e.get("field"), e.get("fault")) for e in answer.get("errors", ())] for answer in found]


def records(code, model):
    """A record that cannot be scored says why, and the others are answered."""
    secret = "never repeat me"
    bad = [
        GOOD,
        {"amount": 1200, "purpose": "4", "agee": 33.5},
        {**GOOD, "amount": secret, "age": [1]},
        {**GOOD, "purpose": {"code": 4}},
        {**GOOD, "amount": "1,200", "x": 1},
        [1200, "4", 33.5],
        None,
        {},
    ]
    found = errors(code, model, json.dumps(bad))
    assert found == [
        [],
        [("agee", "unknown"), ("age", "absent")],
        [("amount", "mistyped"), ("age", "mistyped")],
        [("purpose", "mistyped")],
        [("x", "unknown"), ("amount", "mistyped")],
        [(None, None)],
        [(None, None)],
        [("amount", "absent"), ("purpose", "absent"), ("age", "absent")],
    ], found
    body, _ = ask(code, model, json.dumps(bad))
    assert secret not in body and "its text is not a number" in body, body
    twice = '[{"amount": 1, "amount": 2, "purpose": "4", "age": 1}]'
    assert errors(code, model, twice) == [[("amount", "mistyped")]]
    lines = json.dumps(GOOD) + "\n{\"amount\": \n" + json.dumps(GOOD)
    assert errors(code, model, lines, "application/jsonlines") == [[], [(None, None)], []]


def tables(code, model):
    table = "amount,purpose,age\n1200,4,33.5\nmany,4,33.5\n1200,4\n1200,4,33.5,6\n"
    found = errors(code, model, table, "text/csv")
    assert found == [[], [("amount", "mistyped")], [("age", "absent")], [(None, None)]], found
    body, media = ask(code, model, table, "text/csv", "text/csv")
    lines = body.splitlines()
    assert media == "text/csv" and lines[0] == "probability,calibrated,band,decision,errors", lines
    assert lines[1].endswith(("accept,", "refuse,")) and lines[2].startswith(',,,,"[{""field"": ""amount""'), lines
    assert errors(code, model, "amount,purpose\n1200,4\n", "text/csv") == [[("age", "absent")]]
    assert ask(code, model, "amount,purpose,age\n", "text/csv")[0] == '{"predictions": []}'


def floats(code, model, booster):
    """Numbers without a line of names are the booster's inputs, answered in the container's own formats."""
    rows = np.array([[7.5, 0, 1, 0, 33.5], [np.nan, 1, 0, 0, -2.0]], dtype=np.float32)
    expected = [float(p) for p in booster.predict(xgboost.DMatrix(rows))]
    body = "7.5,0,1,0,33.5\n,1.0,0,0,-2e0\n"
    assert ask(code, model, body, "text/csv", "text/csv") == ("".join(f"{p}\n" for p in expected), "text/csv")
    scores = [{"score": p} for p in expected]
    assert json.loads(ask(code, model, body, "text/csv")[0]) == {"predictions": scores}
    lines = ask(code, model, body, "text/csv", "application/jsonlines")[0].splitlines()
    assert list(map(json.loads, lines)) == scores
    for wrong in ("7.5,0,1,0\n", "7.5,0,1,0,33.5\n1,2\n", "7.5,0,1,0,33.5\n1,2,NA,4,5\n", "7.5,0,1,0,33.5,1\n"):
        assert status(code, model, wrong, "text/csv").startswith("400"), wrong


def status(code, model, *request):
    seen = []
    answer = ask(code, model, *request)
    body = b"".join(answer({}, lambda line, headers: seen.append((line, dict(headers)))))
    ((line, headers),) = seen
    assert headers == {"Content-Type": "application/json", "Content-Length": str(len(body))}
    assert list(json.loads(body)) == ["error"]
    return line


def refusals(code, model):
    good = json.dumps(GOOD)
    for body in ("", " \n", "{", "[" * 100000, '{"amount": NaN}', "nul", b"\xff"):
        assert status(code, model, body) == "400 Bad Request", body
    assert status(code, model, good, "text/libsvm") == "415 Unsupported Media Type"
    assert status(code, model, good, "application/json", "text/html") == "406 Not Acceptable"
    assert status(code, model, "amount,amount\n1,2\n", "text/csv") == "400 Bad Request"
    assert status(code, model, 'amount,"age\n1,2\n', "text/csv") == "400 Bad Request"
    assert ask(code, model, good, "application/json", "text/html, */*; q=0.1")[1] == "application/json"
    assert ask(code, model, good, "application/jsonlines", "*/*")[1] == "application/jsonlines"
    assert ask(code, model, "amount,purpose,age\n", "text/csv", "*/*")[1] == "text/csv"
    assert ask(code, model, "7.5,0,1,0,33.5", "text/csv", "*/*")[1] == "text/csv"


def points(code, folder, spec):
    """A model with a scale says its margin in whole points, too: 600 at odds of 50, 20 more for twice the odds."""
    booster = train(folder, spec, {"slope": 1.0, "intercept": 0.0})
    path = folder / "riskmesh" / "model-info.json"
    info = json.loads(path.read_text()) | {"points": {"score": 600.0, "odds": 50.0, "doubling": 20.0}}
    path.write_text(json.dumps(info))
    model = code.model_fn(str(folder))
    row = np.array([[np.log1p(1200), 0, 1, 0, 33.5]], dtype=np.float32)
    margin = float(booster.predict(xgboost.DMatrix(row), output_margin=True)[0])
    (answer,) = json.loads(ask(code, model, json.dumps(GOOD))[0])["predictions"]
    assert list(answer) == ["probability", "calibrated", "band", "decision", "points"], answer
    assert abs(answer["points"] - (600 - 20 * np.log2(np.exp(margin) * 50))) <= 0.5, answer
    body, _ = ask(code, model, json.dumps([GOOD, {}]), accept="text/csv")
    header, first, second = body.splitlines()
    assert header == "probability,calibrated,band,decision,points,errors", body
    assert first.endswith(f",{answer['points']},") and second.startswith(",,,,,"), body


def calibration(code, folder, spec):
    points = [{"margin": m, "probability": p} for m, p in ((-1.0, 0.2), (1.0, 0.4), (2, 0.4))]
    calibrator = code.Calibrator(1.0, 0.0, points)
    assert [calibrator.probability(m) for m in (-9, -1, 1, 1.5, 2, 9)] == [0.2, 0.2, 0.4, 0.4, 0.4, 0.4]
    assert abs(calibrator.probability(0) - 0.3) < 1e-15
    shifted = code.Calibrator(1.0, 0.5, points).probability(-9)
    assert abs(shifted - 1 / (1 + np.exp(-(np.log(0.25) + 0.5)))) < 1e-15, shifted
    steep = code.Calibrator(1.0, 0.0)
    assert (steep.probability(-1000), steep.probability(0), steep.probability(1000)) == (0.0, 0.5, 1.0)
    train(folder, spec, {"slope": 1.0, "intercept": 0.0, "points": points})
    body, _ = ask(code, code.model_fn(str(folder)), json.dumps(GOOD))
    assert 0.2 <= json.loads(body)["predictions"][0]["calibrated"] <= 0.4


def models(code, folder, spec):
    """Files that do not belong together, or that a later version wrote, are not loaded."""

    def changed(old, new):
        text = spec.replace(old, new)
        assert text != spec
        train(folder, text, None)

    changed(b'"version": 2', b'"version": 3')
    refused(lambda: code.model_fn(str(folder)), "has format 3, but this program reads format 2")
    changed(b'"op":"log1p"', b'"op":"sqrt"')
    refused(lambda: code.model_fn(str(folder)), 'an operator that this program does not know: "sqrt"')
    changed(b'"op":"log1p"', b'"op":"log1p","base":2')
    refused(lambda: code.model_fn(str(folder)), "fields that this program does not know")
    train(folder, spec, None)
    code.model_fn(str(folder))
    (folder / "riskmesh" / "features.json").write_bytes(spec + b"\n")
    refused(lambda: code.model_fn(str(folder)), "has another hash")
    train(folder, spec, None)
    info = json.loads((folder / "riskmesh" / "model-info.json").read_text())
    (folder / "riskmesh" / "model-info.json").write_text(json.dumps({**info, "inputs": info["inputs"][::-1]}))
    refused(lambda: code.model_fn(str(folder)), "inputs are not those")
    (folder / "riskmesh" / "model-info.json").write_text(json.dumps({**info, "rounds": 8}))
    refused(lambda: code.model_fn(str(folder)), "another number of rounds")
    (folder / "riskmesh" / "model-info.json").write_text(json.dumps({**info, "format": 2}))
    refused(lambda: code.model_fn(str(folder)), "has format 2, but this program reads format 1")
    (folder / "riskmesh" / "model-info.json").write_text(json.dumps({**info, "serving": {"booster": "00"}}))
    refused(lambda: code.model_fn(str(folder)), "xgboost-model has another hash")
    del info["serving"]
    (folder / "riskmesh" / "model-info.json").write_text(json.dumps(info))
    (older,) = json.loads(ask(code, code.model_fn(str(folder)), json.dumps(GOOD))[0])["predictions"]
    assert list(older) == ["probability", "calibrated", "decision"], older


def calibrated(calibrator, margins):
    points = calibrator.get("points")
    if not points:
        return 1 / (1 + np.exp(-(calibrator["slope"] * margins.astype(float) + calibrator["intercept"])))
    assert calibrator["intercept"] == 0
    return np.interp(margins, [p["margin"] for p in points], [p["probability"] for p in points])


def run(path, data):
    with tempfile.TemporaryDirectory() as name:
        with tarfile.open(path) as archive:
            archive.extractall(name, filter="data")
        code = load(pathlib.Path(name) / "code" / "inference.py")
        model = code.model_fn(name)
    data = pathlib.Path(data)
    predictions = pq.read_table(data / "predictions").to_pandas()
    worst, rows = 0.0, 0
    for part in ("train", "validation", "test"):
        table = pq.read_table(data / part).to_pandas()
        raw = [column for column in table if column.startswith("_raw.")]
        records = table[raw].rename(columns=lambda column: column.removeprefix("_raw."))[list(model.features.columns)]
        # Any one record and its answer, too, and the same records as a CSV.
        answers = json.loads(ask(code, model, records.to_json(orient="records"))[0])["predictions"]
        single = json.loads(ask(code, model, json.dumps(json.loads(records.to_json(orient="records"))[0]))[0])
        assert single["predictions"] == answers[:1]
        assert json.loads(ask(code, model, records.to_csv(index=False), "text/csv")[0])["predictions"] == answers
        # Rows with an equal key may differ in content: compare them as sorted groups.
        order = ["_row", "_label", "probability"]
        left = table[["_row", "_label"]].join(pd.DataFrame(answers)).sort_values(order)
        right = predictions[predictions["_part"] == part].sort_values(order)
        assert (left["_row"].to_numpy() == right["_row"].to_numpy()).all(), part
        expected = right["probability"].to_numpy(), calibrated(model.info["calibrator"], right["margin"].to_numpy())
        for name, values in zip(("probability", "calibrated"), expected):
            worst = max(worst, float(np.abs(left[name].to_numpy() - values).max()))
        refuse = right["probability"].to_numpy() >= model.info["threshold"]
        assert (left["decision"].to_numpy() == np.where(refuse, "refuse", "accept")).all(), part
        rows += len(table)
    print(json.dumps({"rows": rows, "worst": worst}))
    assert worst <= 1e-6, worst


def answer_file(path, records, field="probability"):
    with tempfile.TemporaryDirectory() as name:
        with tarfile.open(path) as archive:
            archive.extractall(name, filter="data")
        code = load(pathlib.Path(name) / "code" / "inference.py")
        model = code.model_fn(name)
    table = pd.read_csv(records, dtype=str, keep_default_na=False)[list(model.features.columns)]
    for answer in json.loads(ask(code, model, table.to_csv(index=False), "text/csv")[0])["predictions"]:
        print(answer[field])


if __name__ == "__main__":
    {"features": features, "handlers": handlers, "run": run, "answers": answer_file}[sys.argv[1]](*sys.argv[2:])
