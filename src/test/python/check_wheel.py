"""Builds the wheel of python/, installs it, and uses it outside of the project.

usage: check_wheel.py build FOLDER            builds it twice, in copies that differ in modes, times, time zone and
                                              locale; installs it in FOLDER/site; prints its name and sha256
       check_wheel.py use FOLDER ARTIFACTS    without any other package: reads, refuses, evaluates, renders requests
       check_wheel.py page FOLDER ARTIFACTS   runs the examples of docs/python.md; prints what they print

The first two run in target/python-wheel, which has no boto3 and no xgboost; page needs xgboost.
"""

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

HOME = Path(__file__).resolve().parents[3]
PARTS = ("python", "jobs", "src/main/resources/io/riskmesh/pipeline", "LICENSE", "NOTICE")


def build(folder):
    wheels = [
        wheel_of(copy(folder / "one", 0o644), {}),
        wheel_of(copy(folder / "two of them", 0o600), {"TZ": "Asia/Tokyo", "LC_ALL": "C"}),
    ]
    one, other = (wheel.read_bytes() for wheel in wheels)
    assert one == other, "the wheel depends on where it is built"
    pip("install", "--no-deps", "--target", folder / "site", wheels[0])
    complete(wheels[0])
    version = subprocess.run(
        [sys.executable, "-m", "riskmesh", "--version"], env=outside(folder), cwd=folder, capture_output=True, text=True
    )
    pom = ElementTree.parse(HOME / "pom.xml").findtext("{*}version")
    assert (version.stdout, wheels[0].name) == (f"riskmesh {pom}\n", f"riskmesh-{pom}-py3-none-any.whl"), (pom, version)
    print(wheels[0].name, hashlib.sha256(one).hexdigest())


def copy(root, mode):
    """The parts of a checkout that the wheel is made of."""
    for part in PARTS:
        source, target = HOME / part, root / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target, symlinks=True) if source.is_dir() else shutil.copy(source, target)
    for file in root.rglob("*"):
        if file.is_file() and not file.is_symlink():
            file.chmod(mode)
            os.utime(file, (mode * 10**6,) * 2)
    return root


def wheel_of(root, more):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1764547200", **more}
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", root, root / "python", env=environment)
    (wheel,) = root.glob("*.whl")
    return wheel


def pip(command, *arguments, env=None):
    options = ["--quiet", "--no-index", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([sys.executable, "-m", "pip", command, *options, *map(str, arguments)], check=True, env=env)


def complete(wheel):
    """Every template of jobs/ and the code of the model's archive, byte for byte; nothing else than modules besides."""
    with zipfile.ZipFile(wheel) as archive:
        content = {name: archive.read(name) for name in archive.namelist() if name.startswith("riskmesh/")}
    templates = {f"riskmesh/templates/{f.relative_to(HOME / 'jobs').as_posix()}": f for f in HOME.glob("jobs/*/*.json")}
    templates["riskmesh/templates/parameters.json"] = HOME / "jobs/parameters.json"
    for name, file in templates.items():
        assert content.pop(name, None) == file.read_bytes(), f"{name}: link it in python/riskmesh/templates"
    assert content["riskmesh/inference.py"] == (HOME / PARTS[2] / "inference.py").read_bytes()
    assert all(name.endswith((".py", "/py.typed")) for name in content), sorted(content)


def outside(folder):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "AWS_"))}
    return {**kept, "PYTHONPATH": str(folder / "site"), "PYTHONDONTWRITEBYTECODE": "1"}


def use(folder, root):
    if str(folder / "site") not in sys.path:
        again = [sys.executable, __file__, "use", str(folder), str(root)]
        sys.exit(subprocess.run(again, env=outside(folder), cwd=folder).returncode)
    from riskmesh import runs

    files = runs.artifacts(root)
    run = runs.run(files, "credit-risk", "first")
    assert runs.run(runs.artifacts(Path(root).as_uri()), "credit-risk").id == "first"
    assert [one.id for one in runs.published(files, "credit-risk")] == ["first"]
    assert run.verdict == "accepted" and "report/report.html" in run.paths()
    assert all(content[:4] == b"PAR1" for content in run.data("predictions")) and run.data("predictions")
    run.verify()
    refuses(folder, root)
    evaluates(run)
    renders(folder)
    needs_more(folder)


def refuses(folder, root):
    from riskmesh import runs

    copied = folder / "copied"
    shutil.copytree(root, copied)
    files, place = runs.artifacts(copied), copied / "credit-risk/runs/first"
    run = runs.run(files, "credit-risk")
    curves = place / "evaluation/curves.json"
    curves.write_bytes(curves.read_bytes().replace(b"0.8", b"0.9", 1))
    for read in (lambda: run.json("evaluation/curves.json"), run.verify):
        raises(runs.ChangedFile, "evaluation/curves.json is not the file that the manifest of run first names", read)
    raises(runs.NotPublished, "run first has no file ../latest.json; it has ", lambda: run.read("../latest.json"))
    (place / "report/report.html").unlink()
    gone = "runs/first/report/report.html is gone, but run first has published it"
    raises(FileNotFoundError, gone, lambda: run.read("report/report.html"))
    shutil.copytree(place, place.with_name("second"))
    raises(runs.ChangedFile, "is the manifest of run first of job", lambda: runs.run(files, "credit-risk", "second"))
    (place.with_name("second") / "manifest.json").unlink()
    missing = "job credit-risk has no published run second"
    raises(runs.NotPublished, missing, lambda: runs.run(files, "credit-risk", "second"))
    assert [one.id for one in runs.published(files, "credit-risk")] == ["first"]
    for name in ("../credit-risk", "a/b", ""):
        raises(runs.NotPublished, "is not the name of a job or a run", lambda: runs.run(files, "credit-risk", name))
    (copied / "credit-risk/latest.json").unlink()
    raises(runs.NotPublished, "has no accepted run yet", lambda: runs.run(files, "credit-risk"))


def evaluates(run):
    from riskmesh.features import FeatureSpec, RecordError

    spec = FeatureSpec.load(run.read("features/features.json"))
    assert spec.names == run.manifest["features"]["names"]
    record = dict.fromkeys(spec.columns, "1") | {"amount": 1169.1}
    floats = dict(zip(spec.names, spec.floats(MappingProxyType(record))))
    assert len(floats) == 76 and floats["amount"] == struct.unpack("f", struct.pack("f", 1169.1))[0] != 1169.1, floats
    assert floats["status=1"] == 1 and floats["status=2"] == 0, floats
    try:
        spec.floats({**record, "amount": "never repeat me", "x": 1})
        raise AssertionError("not refused")
    except RecordError as e:
        mistyped = "amount: it cannot be read as a number: its text is not a number"
        assert str(e) == "x: no feature reads this field; " + mistyped, e
        assert [(error["field"], error["fault"]) for error in e.errors] == [("x", "unknown"), ("amount", "mistyped")]


def renders(folder):
    """The same request as the checkout's scripts/submit, and the same problems."""
    account = str(HOME / "jobs/account.json")
    installed, checkout = ["-m", "riskmesh", "submit"], [str(HOME / "scripts/submit")]

    def said(*arguments):
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=outside(folder), cwd=folder, capture_output=True, text=True)

    for target in ("emr-serverless", "glue", "sagemaker/pipeline"):
        night = [] if target.endswith("pipeline") else ["run", "--run-id", "2026-11-23"]
        line = [target, *night, "--params", account, "--dry-run"]
        one, other = said(*installed, *line), said(*checkout, *line)
        assert one.returncode == 0 and json.loads(one.stdout), one
        assert one.stdout == other.stdout, target
    wrong = said(*installed, "emr", "--param", "executers=3", "--dry-run")
    assert wrong.returncode == 2 and "parameter executers does not exist; did you mean executors?" in wrong.stderr, wrong
    unknown = said("-m", "riskmesh", "sumbit")
    assert unknown.returncode == 2 and unknown.stderr.startswith("usage: python -m riskmesh submit"), unknown


def needs_more(folder):
    from riskmesh import runs
    from riskmesh.scoring import Scorer

    raises(ImportError, "reading from S3 needs boto3: pip install 'riskmesh[aws]'", lambda: runs.artifacts("s3://a/b"))
    raises(ImportError, "scoring needs xgboost: pip install 'riskmesh[score]'", lambda: Scorer.load(b""))
    # No release that reads these models wrong need be installed to be refused.
    (folder / "old").mkdir()
    (folder / "old/xgboost.py").write_text('__version__ = "3.0.5"\n')
    sys.path.append(str(folder / "old"))
    raises(ImportError, "xgboost 3.0.5 scores these models wrong", lambda: Scorer.load(b""))


def raises(kind, message, call):
    try:
        call()
    except kind as e:
        assert message in str(e), e
    else:
        raise AssertionError("not refused: " + message)


def page(folder, root):
    """In a folder where the artifacts, the table and the account lie as in a checkout."""
    work = folder / "work"
    (work / ".riskmesh").mkdir(parents=True)
    (work / ".riskmesh/artifacts").symlink_to(Path(root).resolve())
    for part in ("test-data", "jobs/account.json"):
        (work / part).parent.mkdir(exist_ok=True)
        (work / part).symlink_to(HOME / part)
    text = (HOME / "docs/python.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    command = [sys.executable, "-c", "\n".join(blocks)]
    said = subprocess.run(command, env=outside(folder), cwd=work, stdout=subprocess.PIPE, text=True, check=True)
    print(said.stdout, end="")


if __name__ == "__main__":
    mode, folder, *more = sys.argv[1:]
    {"build": build, "use": use, "page": page}[mode](Path(folder).resolve(), *more)
