"""Renders the requests of jobs/: JSON templates filled with parameters. Standard library only, no AWS.

A target is a template's path without its extension, "emr/step"; a platform's name means one run on it. Values come
from the caller, otherwise from parameters.json of all platforms and of its own; some are derived (riskmesh.derived).
Placeholders in a template:

    "${executors}"        the value with its type: a number, a flag, a list; "a-${executors}" inserts it into a text
    "${text:executors}"   the value as text
    "${file:inputs.json}" the content of the file next to the template, filled as well; "${json:...}" as JSON text

Nothing is submitted here: riskmesh.submit and the DAGs do that.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from riskmesh import derived

# In a checkout links to jobs/, in the wheel copies.
FOLDER = Path(__file__).with_name("templates")
DEFAULT_TARGETS = {
    "emr": "emr/step",
    "emr-eks": "emr-eks/job-run",
    "emr-serverless": "emr-serverless/job-run",
    "glue": "glue/job-run",
    "sagemaker": "sagemaker/processing-job",
}
PLACEHOLDER = re.compile(r"\$\{([^}]+)}")


class ParameterError(ValueError):
    """All problems with the parameters, one line each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


def targets() -> list[str]:
    """Everything that can be submitted."""
    return sorted(
        f"{path.parent.name}/{path.stem}"
        for path in FOLDER.glob("*/*.json")
        if path.name != "parameters.json" and "operation" in load(path)
    )


def request(target: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The request of a target, as boto3 and Airflow's operators take it.

    Numbers stay numbers, a list inside a list is spliced, and a field whose parameter has no value is omitted.

    Raises ParameterError with all unknown, missing and invalid parameters at once.
    """
    return fill(_template(target)["request"], values(target, parameters), _path(target).parent)


def operation(target: str) -> tuple[str, str]:
    """Service and operation, as botocore names them: ("emr", "AddJobFlowSteps")."""
    template = _template(target)
    return template["service"], template["operation"]


def outcome(parameters: Mapping[str, Any]) -> str | None:
    """Where the command writes its outcome, s3://bucket/key; None for a command without an outcome."""
    name = parameters.get("runId")
    if parameters.get("command") == "score":
        name = parameters.get("id") or f"{name or 'latest'}-score"
    if name in (None, "latest"):
        return None
    if "artifacts" not in parameters:
        raise ParameterError(["artifacts is missing: the outcome is stored below it"])
    job = parameters.get("jobName") or load(FOLDER / "parameters.json")["jobName"]["default"]
    return f"s3://{parameters['artifacts']}/{job}/outcomes/{name}.json"


def known(target: str) -> dict[str, dict[str, Any]]:
    """The parameters of a target's platform: name -> {"about", "type", "default", ...}; no default: required."""
    return load(FOLDER / "parameters.json") | load(_path(target).parent / "parameters.json")


def fitting(target: str, account: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a target accepts, from a file for all platforms; names that no platform knows are kept."""
    elsewhere = {name for other in DEFAULT_TARGETS for name in known(other)} - known(target).keys()
    return {name: value for name, value in account.items() if name not in elsewhere}


def values(target: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every parameter in a target's template, checked and typed."""
    specs = known(target)
    needed = _needed(_placeholders(_template(target)["request"], _path(target).parent))
    problems = {name: _unknown(name, specs) for name in parameters if name not in specs}
    given: dict[str, Any] = {}
    for name, spec in specs.items():
        value = parameters.get(name)
        try:
            given[name] = spec.get("default") if value is None else _checked(name, value, spec)
        except ValueError as e:
            problems[name] = str(e)
        if value is None and "default" not in spec and name in needed:
            problems[name] = f"{name} is missing: {spec['about']}"
    unfit = derived.add(given, needed, set(problems))
    if problems or unfit:
        raise ParameterError(list(problems.values()) + unfit)
    return given


def fill(node: Any, given: Mapping[str, Any], folder: Path = FOLDER) -> Any:
    """Fills the parameters of a template value; files that it names are in the folder."""
    if isinstance(node, dict):
        filled = {key: fill(value, given, folder) for key, value in node.items()}
        return _without_gaps(filled) if node else {}
    if isinstance(node, list):
        return _spliced(node, given, folder)
    return _filled_text(node, given, folder) if isinstance(node, str) else node


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def nearest(word: str, words: Any) -> str:
    """A hint to append to an error, or an empty text."""
    close = difflib.get_close_matches(word, words, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _path(target: str) -> Path:
    path = FOLDER / f"{DEFAULT_TARGETS.get(target, target)}.json"
    every = targets() + list(DEFAULT_TARGETS)
    if target not in every:
        raise ParameterError([f"target {target} does not exist{nearest(target, every)}"])
    return path


def _template(target: str) -> dict[str, Any]:
    return load(_path(target))


def _unknown(name: str, specs: Mapping[str, Any]) -> str:
    return f"parameter {name} does not exist{nearest(name, specs)}"


def _checked(name: str, value: Any, spec: Mapping[str, Any]) -> Any:
    kind = spec.get("type", "text")
    try:
        typed = _TYPES[kind](value)
    except (ValueError, TypeError, KeyError):
        raise ValueError(f'{name}: "{value}" is not a {kind}; {spec["about"]}') from None
    if "values" in spec and typed not in spec["values"]:
        raise ValueError(f'{name}: "{typed}" is not one of {", ".join(spec["values"])}{nearest(typed, spec["values"])}')
    if "pattern" in spec and not re.fullmatch(spec["pattern"], typed):
        raise ValueError(f'{name}: "{typed}" is not valid; {spec["about"]}')
    return typed


def _number(value: Any) -> int:
    if isinstance(value, bool) or int(value) < 0:
        raise ValueError
    return int(value)


def _flag(value: Any) -> bool:
    return {"true": True, "false": False, True: True, False: False}[value]


def texts(value: Any) -> list[str]:
    """A list parameter: a list from a file, or a comma-separated text."""
    return [part for part in value.split(",") if part] if isinstance(value, str) else [str(part) for part in value]


def _text(value: Any) -> str:
    if isinstance(value, (list, dict, bool)):
        raise ValueError
    return str(value)


_TYPES: dict[str, Callable[[Any], Any]] = {"text": _text, "number": _number, "flag": _flag, "list": texts}


def _needed(names: set[str]) -> set[str]:
    """The names, and recursively the inputs of those that are derived."""
    inputs = {need for name in names for need in derived.needs(name)}
    return names if inputs <= names else _needed(names | inputs)


def _placeholders(node: Any, folder: Path) -> set[str]:
    """The names of all parameters in a template, including its included files."""
    found: set[str] = set()
    for kind, name in map(_split, PLACEHOLDER.findall(json.dumps(node))):
        found |= _placeholders(load(folder / name), folder) if kind in ("file", "json") else {name}
    return found


def _split(placeholder: str) -> tuple[str, str]:
    kind, colon, name = placeholder.rpartition(":")
    return kind, name


def _without_gaps(fields: dict[str, Any]) -> dict[str, Any] | None:
    """Removes fields without a value, and objects that become empty."""
    return {key: value for key, value in fields.items() if value is not None} or None


def _spliced(node: list[Any], given: Mapping[str, Any], folder: Path) -> list[Any] | None:
    items: list[Any] = []
    for item in node:
        filled = fill(item, given, folder)
        spliced = isinstance(filled, list) and isinstance(item, str)
        items.extend(filled if spliced else [] if filled is None else [filled])
    return items or None


def _filled_text(text: str, given: Mapping[str, Any], folder: Path) -> Any:
    whole = PLACEHOLDER.fullmatch(text)
    if not whole:
        return PLACEHOLDER.sub(lambda found: str(given[_split(found.group(1))[1]]), text)
    kind, name = _split(whole.group(1))
    if kind in ("file", "json"):
        inside = fill(load(folder / name), given, folder)
        return inside if kind == "file" else json.dumps(inside, separators=(",", ":"))
    return given[name] if kind == "" or given[name] is None else str(given[name])
