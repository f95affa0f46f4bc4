"""MLflow's own client, asked by a test: a JSON list of calls on stdin, the list of their answers on stdout.

{"call": "get_model_version", "arguments": {…}} is answered by {"result": …} or by {"error": "…"}.
"""

import json
import os
import sys

# MLflow's client prints for people; stdout is for answers.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

from mlflow import MlflowClient  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402

client = MlflowClient()

FIELDS = ("name", "version", "current_stage", "run_id", "tags", "aliases", "status")


def tell(result):
    if result is None:
        return None
    if isinstance(result, list):
        return [tell(item) for item in result]
    if hasattr(result, "data"):
        # as texts: JSON has no infinities
        metrics = {key: str(value) for key, value in result.data.metrics.items()}
        return {"metrics": metrics, "status": result.info.status}
    told = {field: getattr(result, field, None) for field in FIELDS}
    # what a search in Unity Catalog does not tell is a method that raises
    return {field: value for field, value in told.items() if not callable(value)}


def run(call, arguments):
    """Its result; of a search, all pages."""
    result = getattr(client, call)(**arguments)
    token = getattr(result, "token", None)
    if not token:
        return result
    return [*result, *run(call, {**arguments, "page_token": token})]


def answer(call, arguments):
    try:
        return {"result": tell(run(call, arguments))}
    except MlflowException as error:
        return {"error": error.message}


json.dump([answer(**each) for each in json.load(sys.stdin)], answers)
answers.close()
