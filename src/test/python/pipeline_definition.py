"""What is wrong with a definition of a SageMaker pipeline, which AWS validates only when it is created.

AWS publishes a JSON schema of it that knows neither joins nor property files in conditions. These are its rules for
the kinds of steps that we have, and that what is referred to is there: parameters, earlier steps, outputs, files.
"""

import json
import re

VARIABLES = {
    "PipelineExecutionId",
    "PipelineExecutionArn",
    "PipelineName",
    "PipelineArn",
    "StartDateTime",
    "CurrentDateTime",
}
SAMPLES = {"Integer": 1, "Float": 1.5, "Boolean": True, "String": "ml.m5.xlarge"}
CONDITIONS = {"Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"}
EXCEPTIONS = {
    "Step.SERVICE_FAULT", "Step.THROTTLING", "SageMaker.JOB_INTERNAL_ERROR", "SageMaker.CAPACITY_ERROR",
    "SageMaker.RESOURCE_LIMIT",
}  # fmt: skip
# kind -> (fields that must be there, fields that may)
STEPS = {
    "Processing": ({"Name", "Type", "Arguments"}, {"PropertyFiles", "RetryPolicies", "DependsOn", "CacheConfig"}),
    "Condition": ({"Name", "Type", "Arguments"}, {"DependsOn"}),
    "Fail": ({"Name", "Type", "Arguments"}, {"DependsOn"}),
}


def PROCESSING(definition):
    return [step for step in every(definition["Steps"]) if step.get("Type") == "Processing"]


def every(steps):
    for step in steps:
        yield step
        for branch in ("IfSteps", "ElseSteps"):
            yield from every(step.get("Arguments", {}).get(branch, []))


def problems(definition, against_model):
    """One line each. against_model(service, operation, body) gives what botocore says."""
    return list(Definition(definition, against_model).problems())


class Definition:
    def __init__(self, definition, against_model):
        self.definition = definition
        self.against_model = against_model
        self.steps = {}

    def problems(self):
        yield from fields("definition", self.definition, {"Version", "Parameters", "Steps"}, {"Metadata"})
        if self.definition.get("Version") != "2020-12-01":
            yield f"Version {self.definition.get('Version')}"
        for parameter in self.definition.get("Parameters", []):
            yield from fields("parameter", parameter, {"Name", "Type", "DefaultValue"}, {"EnumValues"})
        self.parameters = {one.get("Name"): one for one in self.definition.get("Parameters", [])}
        for step in every(self.definition.get("Steps", [])):
            yield from self.step(step)

    def step(self, step):
        name, kind = step.get("Name", ""), step.get("Type", "")
        if kind not in STEPS:
            yield f"{name}: no step is of type {kind}"
            return
        yield from fields(name, step, *STEPS[kind])
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name) or name in self.steps:
            yield f"{name}: no name for a step, or taken"
        yield from self.references(
            name, {key: value for key, value in step.get("Arguments", {}).items() if not key.endswith("Steps")}
        )
        yield from getattr(self, kind.lower())(name, step)
        for policy in step.get("RetryPolicies", []):
            yield from fields(
                name, policy, {"ExceptionType", "IntervalSeconds", "BackoffRate", "MaxAttempts"}, {"ExpireAfterMin"}
            )
            if not set(policy.get("ExceptionType", [])) <= EXCEPTIONS:
                yield f"{name}: retries {policy.get('ExceptionType')}"
        self.steps[name] = step

    def processing(self, name, step):
        body = self.concrete(step.get("Arguments", {})) | {"ProcessingJobName": "given-by-the-pipeline"}
        yield from self.against_model("sagemaker", "CreateProcessingJob", body)
        outputs = {out.get("OutputName") for out in body.get("ProcessingOutputConfig", {}).get("Outputs", [])}
        for file in step.get("PropertyFiles", []):
            yield from fields(name, file, {"PropertyFileName", "OutputName", "FilePath"}, set())
            if file.get("OutputName") not in outputs:
                yield f"{name}: property file of no output {file.get('OutputName')}"

    def condition(self, name, step):
        yield from fields(name, step.get("Arguments", {}), {"Conditions", "IfSteps", "ElseSteps"}, set())
        for condition in step.get("Arguments", {}).get("Conditions", []):
            yield from fields(name, condition, {"Type", "LeftValue", "RightValue"}, set())
            if condition.get("Type") not in CONDITIONS:
                yield f"{name}: condition {condition.get('Type')}"

    def fail(self, name, step):
        yield from fields(name, step.get("Arguments", {}), {"ErrorMessage"}, set())

    def references(self, name, node):
        """Everything that is got is there; a function has its own fields and no others."""
        if isinstance(node, list):
            for inner in node:
                yield from self.references(name, inner)
        elif isinstance(node, dict):
            if "Get" in node and not self.exists(node["Get"]):
                yield f"{name}: gets {node['Get']}, which is not there"
            yield from self.function(name, node)
            for inner in node.values():
                yield from self.references(name, inner)

    def function(self, name, node):
        if any(key.startswith("Std:") and key not in ("Std:Join", "Std:JsonGet") for key in node):
            yield f"{name}: no function {list(node)}"
        elif any(key.startswith(("Get", "Std:")) for key in node) and len(node) > 1:
            yield f"{name}: more than a function: {json.dumps(node)[:80]}"
        elif "Std:Join" in node:
            yield from fields(name, node["Std:Join"], {"On", "Values"}, set())
            for value in node["Std:Join"].get("Values", []):
                if isinstance(value, dict) and "Get" not in value:
                    yield f"{name}: joins {json.dumps(value)}"
        elif "Std:JsonGet" in node:
            yield from fields(name, node["Std:JsonGet"], {"PropertyFile", "Path"}, set())
            yield from fields(name, node["Std:JsonGet"].get("PropertyFile", {}), {"Get"}, set())

    def exists(self, reference):
        kind, _, rest = reference.partition(".")
        if kind == "Parameters":
            return rest in self.parameters
        if kind == "Execution":
            return rest in VARIABLES
        step, _, file = rest.partition(".PropertyFiles.")
        files = [one.get("PropertyFileName") for one in self.steps.get(step, {}).get("PropertyFiles", [])]
        return kind == "Steps" and file in files

    def concrete(self, node):
        """As it is when the step runs, for the model of the service: references have become values."""
        if isinstance(node, list):
            return [self.concrete(inner) for inner in node]
        if not isinstance(node, dict):
            return node
        if "Std:Join" in node:
            return (
                node["Std:Join"]
                .get("On", "")
                .join(str(self.concrete(one)) for one in node["Std:Join"].get("Values", []))
            )
        if "Get" in node:
            declared = self.parameters.get(node["Get"].partition(".")[2], {})
            return SAMPLES.get(declared.get("Type"), "abc123")
        return {key: self.concrete(value) for key, value in node.items()}


def fields(where, node, required, optional):
    for name in sorted(required - node.keys()):
        yield f"{where}: no {name}"
    for name in sorted(node.keys() - required - optional):
        yield f"{where}: {name} is unknown"
