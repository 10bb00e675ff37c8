"""Submits every target of jobs/ by scripts/submit to a server that stands for AWS, and reads it back.

usage: submit_jobs.py ENDPOINT

Prints the name of each check that held, one a line; the first that does not ends it. moto runs nothing: a processing
job is done at once there and a step waits for ever. Of a processing job moto forgets Environment and
ProcessingResources, of a job run role, retryPolicy and mode, of an application its architecture, of a Glue job tags
and class; it updates no Glue job.
"""

import contextlib
import importlib.machinery
import importlib.util
import io
import json
import os
import sys
import time
import urllib.request

os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "eu-central-1"}

import boto3

from jobs_examples import JOBS, jobs as requests, least

ENDPOINT = sys.argv[1]
BUCKET = "risk-artifacts"
ROLE = "arn:aws:iam::123456789012:role/"
OUTCOME = "riskmesh/credit-risk/outcomes/{}.json"


def load(path):
    loader = importlib.machinery.SourceFileLoader("submit", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("submit", loader))
    loader.exec_module(module)
    return module


SUBMIT = load(JOBS.parent / "scripts" / "submit")


def aws(service):
    return boto3.client(service, endpoint_url=ENDPOINT)


def submit(target, *more, params):
    """Exit code, output and errors of scripts/submit."""
    account = [f"--param={name}={value}" for name, value in params.items()]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = SUBMIT.main([target, *account, "--endpoint-url", ENDPOINT, "--poll", "0.1", *more])
    return code, out.getvalue().strip(), err.getvalue().strip()


def submitted(target, params, *more):
    code, out, err = submit(target, *more, params=params)
    assert code == 0 and out, (target, code, out, err)
    return out.splitlines()[0]


def told_twice(target, params, first):
    code, out, err = submit(target, params=params)
    assert code == 0 and out == first and "nothing was submitted" in err, (target, code, out, err)


def kept(sent, found, *forgotten):
    for key in sent.keys() - set(forgotten):
        assert found[key] == sent[key], (key, sent[key], found[key])


def steps_of(cluster):
    return aws("emr").list_steps(ClusterId=cluster)["Steps"]


def a_cluster_for_one_run():
    params = least("emr/cluster") | {"logUri": "s3://logs/emr/"}
    id = submitted("emr/cluster", params)
    sent = requests.request("emr/cluster", params)
    cluster = aws("emr").describe_cluster(ClusterId=id)["Cluster"]
    kept(
        {key: sent[key] for key in ("Name", "ReleaseLabel", "LogUri", "ServiceRole", "Configurations", "Tags")},
        cluster | {"Tags": sorted(cluster["Tags"], key=lambda tag: tag["Key"], reverse=True)},
    )
    assert cluster["AutoTerminate"] and not cluster["TerminationProtected"]
    groups = aws("emr").list_instance_groups(ClusterId=id)["InstanceGroups"]
    made = {(group["InstanceGroupType"], group["InstanceType"], group["RequestedInstanceCount"]) for group in groups}
    assert made == {("MASTER", "m6a.xlarge", 1), ("CORE", "m6a.2xlarge", 3)}, made
    assert [step["Config"]["Args"] for step in steps_of(id)] == [sent["Steps"][0]["HadoopJarStep"]["Args"]]
    told_twice("emr/cluster", params, id)


def a_step_of_a_running_cluster():
    cluster = submitted("emr/cluster", least("emr/cluster") | {"id": "long-lived"})
    params = least("emr/step") | {"cluster": cluster, "runId": "night.2"}
    id = submitted("emr", params)
    step = aws("emr").describe_step(ClusterId=cluster, StepId=id)["Step"]
    sent = requests.request("emr", params)["Steps"][0]
    assert step["Name"] == "credit-risk-run-night.2" and step["ActionOnFailure"] == "CONTINUE"
    kept(sent["HadoopJarStep"], step["Config"])
    told_twice("emr", params, id)
    submitted("emr", params, "drift")
    assert len(steps_of(cluster)) == 3


def an_application_and_a_job_run():
    params = least("emr-serverless/application") | {"subnetIds": "subnet-0a,subnet-0b", "securityGroupIds": "sg-0a"}
    application = submitted("emr-serverless/application", params)
    made = aws("emr-serverless").get_application(applicationId=application)["application"]
    sent = requests.request("emr-serverless/application", params)
    kept(sent, made | {"type": made["type"].upper()}, "clientToken", "architecture")
    told_twice("emr-serverless/application", params, application)

    params = least("emr-serverless") | {"applicationId": application, "logUri": "s3://logs/serverless/"}
    run = submitted("emr-serverless", params)
    sent = requests.request("emr-serverless", params)
    found = aws("emr-serverless").get_job_run(applicationId=application, jobRunId=run)["jobRun"]
    kept(sent, found, "clientToken", "executionRoleArn", "retryPolicy", "mode")


def a_job_run_on_a_virtual_cluster():
    info = {"eksInfo": {"namespace": "risk"}}
    provider = {"id": "eks", "type": "EKS", "info": info}
    aws("eks").create_cluster(name="eks", roleArn=ROLE + "eks", resourcesVpcConfig={})
    cluster = aws("emr-containers").create_virtual_cluster(name="risk", containerProvider=provider)["id"]
    params = least("emr-eks") | {"virtualCluster": cluster, "logUri": "s3://logs/eks/", "runId": "n" * 90}
    run = submitted("emr-eks", params)
    sent = requests.request("emr-eks", params)
    found = aws("emr-containers").describe_job_run(virtualClusterId=cluster, id=run)["jobRun"]
    kept(sent, found, "retryPolicyConfiguration")
    assert len(found["name"]) <= 63


def a_glue_job_and_its_runs():
    params = least("glue/job")
    assert submitted("glue/job", params) == "credit-risk"
    made = aws("glue").get_job(JobName="credit-risk")["Job"]
    kept(requests.request("glue/job", params), made, "Tags", "ExecutionClass")
    progress({"progression": "manual", "times": 5})
    run = submitted("glue", params)
    sent = requests.request("glue", params)
    found = aws("glue").get_job_run(JobName="credit-risk", RunId=run)["JobRun"]
    kept(sent["Arguments"], found["Arguments"])
    kept(sent, found, "ExecutionClass", "Arguments")
    told_twice("glue", params, run)
    put(params["runId"], 40)
    code, out, err = submit("glue", "--wait", params=params)
    assert code == 40 and out.startswith(run) and f"{run} SUCCEEDED" in err, (code, out, err)
    assert submitted("glue", params) != run


def progress(transition):
    body = json.dumps({"model_name": "glue::job_run", "transition": transition}).encode()
    urllib.request.urlopen(urllib.request.Request(ENDPOINT + "/moto-api/state-manager/set-transition", body))


def the_configuration_of_processing_jobs():
    params = least("sagemaker/configuration")
    assert submitted("sagemaker/configuration", params) == f"s3://{BUCKET}/code/conf/configuration.json"
    found = aws("s3").get_object(Bucket=BUCKET, Key="code/conf/configuration.json")["Body"].read().decode()
    assert found == requests.request("sagemaker/configuration", params)["Body"]
    assert json.loads(found)[0]["Properties"]["spark.dynamicAllocation.enabled"] == "false"


def a_processing_job():
    params = least("sagemaker") | {"subnetIds": "subnet-0a", "securityGroupIds": "sg-0a"}
    name = submitted("sagemaker", params)
    assert name == "credit-risk-run-2026-11-23"
    found = aws("sagemaker").describe_processing_job(ProcessingJobName=name)
    kept(requests.request("sagemaker", params), found, "Environment", "ProcessingResources", "Tags")
    told_twice("sagemaker", params, name)
    assert submitted("sagemaker", params | {"attempt": 2}) == "credit-risk-run-2026-11-23-attempt-2"


def a_model_and_a_batch_transform_with_it():
    params = least("sagemaker/model")
    model = submitted("sagemaker/model", params)
    assert model == "credit-risk-7"
    kept(requests.request("sagemaker/model", params), aws("sagemaker").describe_model(ModelName=model), "Tags")
    told_twice("sagemaker/model", params, model)
    long = params | {"modelPackageArn": params["modelPackageArn"].replace("credit-risk/7", "g" * 63 + "/123456789")}
    assert len(submitted("sagemaker/model", long)) == 63
    params = least("sagemaker/transform-job")
    name = submitted("sagemaker/transform-job", params)
    assert name == "credit-risk-transform-2026-11-23"
    found = aws("sagemaker").describe_transform_job(TransformJobName=name)
    kept(requests.request("sagemaker/transform-job", params), found, "Tags")
    assert found["ModelName"] == model
    told_twice("sagemaker/transform-job", params, name)
    # It leaves no outcome: the platform's state counts, without artifacts and whatever an earlier command left.
    put("2026-11-23", 40)
    code, out, err = submit("sagemaker/transform-job", "--wait", params=without(params, "artifacts"))
    assert code == 0 and "Completed" in err, (code, out, err)


def without(params, name):
    return {key: value for key, value in params.items() if key != name}


def a_pipeline_that_is_brought_up_to_date():
    params = least("sagemaker/pipeline")
    arn = submitted("sagemaker/pipeline", params)
    kept(requests.request("sagemaker/pipeline", params), described(), "ParallelismConfiguration", "Tags")
    assert submitted("sagemaker/pipeline", params | {"instances": 5}) == arn
    assert json.loads(described()["PipelineDefinition"])["Parameters"][0]["DefaultValue"] == 5
    execution = submitted("sagemaker/pipeline-execution", least("sagemaker/pipeline-execution"))
    assert execution.startswith(arn + "/execution/")
    code, out, err = submit("sagemaker/pipeline-execution", "--wait", params=least("sagemaker/pipeline-execution"))
    assert code == 1 and "left no outcome at s3://risk-artifacts/riskmesh/credit-risk/outcomes/" in err, err


def described():
    return aws("sagemaker").describe_pipeline(PipelineName="riskmesh-credit-risk")


def put(run, code):
    outcome = {"code": code, "kind": "refused", "retryable": False, "message": "auc 0.6", "runId": run}
    aws("s3").put_object(Bucket=BUCKET, Key=OUTCOME.format(run), Body=json.dumps(outcome))


def waiting_ends_with_the_outcome():
    params = least("sagemaker") | {"runId": "waited"}
    put("waited", 40)
    time.sleep(1.1)
    code, out, err = submit("sagemaker", "--wait", params=params)
    assert code == 1 and "this submission left no outcome" in err, "an earlier attempt's outcome counts"
    put("waited", 40)
    code, out, err = submit("sagemaker", "--wait", params=params)
    assert code == 40 and '"message": "auc 0.6"' in out and "Completed" in err, (code, out, err)
    code, out, err = submit("sagemaker", "check", "--wait", params=least("sagemaker") | {"runId": "latest"})
    assert code == 0, (code, out, err)


def what_is_refused_is_told_on_one_line():
    code, out, err = submit("emr-serverless", params=least("emr-serverless") | {"applicationId": "nothing"})
    assert code == 1 and not out and err.startswith("submit: emr-serverless/job-run: ") and "\n" not in err, err
    code, out, err = submit("sagemaker/configuration", "--wait", params=least("sagemaker/configuration"))
    assert code == 2 and "omit --wait" in err, err
    params = without(least("emr-serverless"), "runId")
    code, out, err = submit("emr-serverless", "score", "--run-id", "latest", params=params)
    assert code == 2 and err.startswith("submit: id is missing: "), err
    code, out, err = submit("emr", "rum", "--param", "executers=3", "--param", "cores", params={})
    assert code == 2 and err == "submit: --param cores: must be name=value", err


CHECKS = [
    a_cluster_for_one_run,
    a_step_of_a_running_cluster,
    an_application_and_a_job_run,
    a_job_run_on_a_virtual_cluster,
    a_glue_job_and_its_runs,
    the_configuration_of_processing_jobs,
    a_processing_job,
    a_model_and_a_batch_transform_with_it,
    a_pipeline_that_is_brought_up_to_date,
    waiting_ends_with_the_outcome,
    what_is_refused_is_told_on_one_line,
]

if __name__ == "__main__":
    aws("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    for check in CHECKS:
        check()
        print(check.__name__.replace("_", " "))
