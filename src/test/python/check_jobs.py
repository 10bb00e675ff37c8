"""Holds the requests of jobs/ against AWS's own models of the services, and prints what it found as JSON.

usage: check_jobs.py valid | mutants | arguments

valid gives {"target case": [problem]} for every target with few parameters and with all. mutants misspells every field
of every request, one at a time, and gives [number, [those that nothing noticed]]. arguments gives what the program is
told: {"platform command": [argument]}.
"""

import json
import sys

import botocore.session
from botocore.validate import ParamValidator

import jobs_examples
from check_request import problems as limits
from jobs_examples import riskmesh_requests as requests
from pipeline_definition import PROCESSING, problems as definition_problems

SESSION = botocore.session.get_session()
# Words of somebody else's: names of settings, tags and variables.
FREE = {"Properties", "Environment", "tags", "Metadata"}


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
            for inner, below in with_one_misspelt(value, f"{path}.{key}") if key not in FREE else []:
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
        return request["jobDriver"]["sparkSubmit"]["entryPointArguments"]
    return request["AppSpecification"]["ContainerArguments"]


if __name__ == "__main__":
    print(json.dumps({"valid": valid, "mutants": mutants, "arguments": arguments}[sys.argv[1]]()))
