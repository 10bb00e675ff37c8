"""Holds the requests of jobs/ against AWS's own models of the services, and prints what it found as JSON.

usage: check_jobs.py valid | mutants | arguments | operator

valid gives {"target case": [problem]} for every target with few parameters and with all. mutants misspells every field
of every request, one at a time, and gives [number, [those that nothing noticed]]. arguments gives what the program is
told: {"platform command": [argument]}. operator gives the differences of the Spark operator's manifest and the request
of the same run, as [path in the manifest, value there, value of the request].
"""

import json
import sys

import botocore.session
import yaml
from botocore.validate import ParamValidator

import jobs_examples
from check_request import problems as limits
from jobs_examples import jobs as requests, platforms
from pipeline_definition import PROCESSING, problems as definition_problems

SESSION = botocore.session.get_session()
# Words of somebody else's: names of settings, tags and variables.
FREE = {"Properties", "Environment", "tags", "Tags", "Metadata", "Arguments", "DefaultArguments"}


def against_model(service, operation, body):
    shape = SESSION.get_service_model(service).operation_model(operation).input_shape
    # boto3 itself puts these in when they are left out.
    tokens = {name: "t" * 32 for name, member in shape.members.items() if member.metadata.get("idempotencyToken")}
    body = tokens | body
    report = ParamValidator().validate(body, shape)
    return [report.generate_report()] if report.has_errors() else list(limits(shape, body, operation))


def check(target, body):
    service, operation = requests.operation(target)
    found = against_model(service, operation, body)
    if target == "glue/job":
        found += against_model(service, "UpdateJob", platforms.TARGETS[target].update({"Name": "a"} | body))
    if "PipelineDefinition" in body:
        found += definition_problems(json.loads(body["PipelineDefinition"]), against_model)
    if target == "sagemaker/configuration" and "Body" in body:
        classifications = json.loads(body["Body"])
        found += against_model("emr", "RunJobFlow", {"Name": "c", "Instances": {}, "Configurations": classifications})
    return found


def valid():
    return {
        f"{target} {name}": check(target, requests.request(target, parameters(target)))
        for target in requests.targets()
        for name, parameters in (("least", jobs_examples.least), ("everything", jobs_examples.everything))
    }


def mutants():
    number, survivors = 0, []
    for target in requests.targets():
        body = requests.request(target, jobs_examples.everything(target))
        text = next((key for key in ("PipelineDefinition", "Body") if key in body), None)
        for misspelt, path in with_one_misspelt(body):
            number += 1
            survivors += [] if check(target, misspelt) else [f"{target} {path}"]
        for inner, path in with_one_misspelt(json.loads(body[text])) if text else []:
            number += 1
            survivors += [] if check(target, body | {text: json.dumps(inner)}) else [f"{target} {text} {path}"]
    return [number, survivors]


def with_one_misspelt(node, path=""):
    """Copies of a value, each with one field's name wrong."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield {name + "x" * (name == key): inner for name, inner in node.items()}, f"{path}.{key}"
            free = key in FREE and isinstance(value, dict)
            for inner, below in [] if free else with_one_misspelt(value, f"{path}.{key}"):
                yield node | {key: inner}, below
    elif isinstance(node, list):
        for i, value in enumerate(node):
            for inner, below in with_one_misspelt(value, f"{path}[{i}]"):
                yield node[:i] + [inner] + node[i + 1 :], below


def arguments():
    told = {}
    for target, more in [
        ("emr", {"command": "run", "asOf": "2026-11-23T02:00:00Z"}),
        ("emr", {"command": "score", "runId": "latest", "id": "night-score"}),
        ("emr-serverless", {"command": "score", "runId": "latest", "id": "night-score"}),
        ("sagemaker", {"command": "score", "runId": "latest", "id": "night-score"}),
        ("emr-serverless", {"command": "drift", "runId": "night-drift", "arguments": ["--against", "approved"]}),
        ("sagemaker", {"command": "run"}),
        ("emr-eks", {"command": "run"}),
        ("glue", {"command": "run"}),
        ("glue", {"command": "score", "runId": "latest", "id": "night-score"}),
    ]:
        told[f"{target} {more['command']}"] = program_arguments(
            requests.request(target, jobs_examples.least(target) | more)
        )
    definition = json.loads(
        requests.request("sagemaker/pipeline", jobs_examples.least("sagemaker/pipeline"))["PipelineDefinition"]
    )
    for step in PROCESSING(definition):
        given = step["Arguments"]["AppSpecification"]["ContainerArguments"]
        told[f"pipeline {step['Name']}"] = [arg if isinstance(arg, str) else "abc123" for arg in given]
    return told


def program_arguments(request):
    if "Steps" in request:
        args = request["Steps"][0]["HadoopJarStep"]["Args"]
        return args[next(i for i, arg in enumerate(args) if arg.endswith(".jar")) + 1 :]
    if "jobDriver" in request:
        return next(iter(request["jobDriver"].values()))["entryPointArguments"]
    if "Arguments" in request:
        return json.loads(request["Arguments"]["--riskmesh"])
    return request["AppSpecification"]["ContainerArguments"]


def operator():
    request = requests.request("emr-eks", jobs_examples.least("emr-eks"))
    driver = request["jobDriver"]["sparkSubmitJobDriver"]
    words = driver["sparkSubmitParameters"].split()
    told = dict(zip(words, words[1:])) | dict(word.split("=", 1) for word in words if "=" in word)
    manifest = yaml.safe_load((jobs_examples.JOBS / "emr-eks/spark-application.yaml").read_text(encoding="utf-8"))
    spec = manifest["spec"]
    pairs = {
        "name": (manifest["metadata"]["name"], request["name"]),
        "image": (spec["image"].rpartition("/")[2].replace(":", "-"), request["releaseLabel"]),
        "mainClass": (spec["mainClass"], told["--class"]),
        "mainApplicationFile": (spec["mainApplicationFile"], driver["entryPoint"]),
        "arguments": (spec["arguments"], driver["entryPointArguments"]),
        "jars": (",".join(spec["deps"]["jars"]), told["--jars"]),
        "artifacts": (spec["driver"]["env"][0]["value"], told["spark.kubernetes.driverEnv.RISKMESH_ARTIFACTS"]),
    }
    pairs |= {f"sparkConf.{name}": (value, told[name]) for name, value in spec["sparkConf"].items()}
    sizes = {"driver": ("cores", "memory"), "executor": ("instances", "cores", "memory", "memoryOverhead")}
    for role, names in sizes.items():
        pairs |= {f"{role}.{name}": (str(spec[role][name]), told[f"spark.{role}.{name}"]) for name in names}
    return [[name, *pair] for name, pair in pairs.items() if pair[0] != pair[1]]


if __name__ == "__main__":
    modes = {"valid": valid, "mutants": mutants, "arguments": arguments, "operator": operator}
    print(json.dumps(modes[sys.argv[1]]()))
