"""MLflow's own client, asked by a test: one JSON object a line on stdin, its answer a line on stdout.

{"call": "transition", "arguments": {…}} is answered by {"result": …} or by {"error": "…"}.
The server is that of MLFLOW_TRACKING_URI; MLFLOW_DATABASE is the SQLAlchemy URI of the database behind it.
"""

import json
import os
import sys
import time

# MLflow's client prints for people; stdout is for answers.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

import mlflow  # noqa: E402
import sqlalchemy  # noqa: E402
from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import Metric  # noqa: E402

client = MlflowClient()


def client_version():
    return mlflow.__version__


def create_model(name, tags=None):
    client.create_registered_model(name, tags=tags)


def create_version(name, source="s3://bucket/model", run_id=None, tags=None):
    # A logged model as the source must be named twice.
    more = {"model_id": source.removeprefix("models:/")} if source.startswith("models:/m-") else {}
    made = client.create_model_version(name, source, run_id, tags=tags, await_creation_for=0, **more)
    return str(made.version)


def insert_versions(name, count, stage="None", tags=None):
    """Straight into the database: over HTTP, ten thousand take minutes. The model must have no versions."""
    now = int(time.time() * 1000)
    numbers = range(1, count + 1)
    versions = [
        {"name": name, "version": number, "time": now, "stage": stage, "source": f"s3://bucket/{number}"}
        for number in numbers
    ]
    rows = [
        {"name": name, "version": number, "key": key, "value": value}
        for number in numbers
        for key, value in (tags or {}).items()
    ]
    engine = sqlalchemy.create_engine(os.environ["MLFLOW_DATABASE"])
    with engine.begin() as connection:
        # MLflow 3's column `workspace` has a default of its own.
        connection.execute(
            sqlalchemy.text(
                "INSERT INTO model_versions (name, version, creation_time, last_updated_time, description,"
                " user_id, current_stage, source, storage_location, run_id, status, run_link)"
                " VALUES (:name, :version, :time, :time, '', NULL, :stage, :source, :source, '', 'READY', '')"
            ),
            versions,
        )
        if rows:
            connection.execute(
                sqlalchemy.text(
                    "INSERT INTO model_version_tags (name, version, key, value)"
                    " VALUES (:name, :version, :key, :value)"
                ),
                rows,
            )
        if engine.dialect.name == "postgresql":
            # Without statistics of so many new rows its plans are slow for a minute, until it gathers them.
            connection.execute(sqlalchemy.text("ANALYZE model_versions, model_version_tags"))
    engine.dispose()


def transition(name, version, stage, archive_existing=False):
    client.transition_model_version_stage(name, version, stage, archive_existing)


def set_alias(name, alias, version):
    client.set_registered_model_alias(name, alias, version)


def delete_alias(name, alias):
    client.delete_registered_model_alias(name, alias)


def set_model_tag(name, key, value):
    client.set_registered_model_tag(name, key, value)


def set_version_tag(name, version, key, value):
    client.set_model_version_tag(name, version, key, value)


def delete_version_tag(name, version, key):
    client.delete_model_version_tag(name, version, key)


def delete_version(name, version):
    client.delete_model_version(name, version)


def rename_model(name, to):
    client.rename_registered_model(name, to)


def delete_model(name):
    client.delete_registered_model(name)


def create_run(metrics=None, tags=None, status="FINISHED", deleted=False):
    """`metrics` maps a key to its values in the order of their steps. RUNNING leaves the run open."""
    run_id = client.create_run("0", tags=tags).info.run_id
    now = int(time.time() * 1000)
    client.log_batch(
        run_id,
        [
            Metric(key, float(value), now, step)
            for key, values in (metrics or {}).items()
            for step, value in enumerate(values)
        ],
    )
    if status != "RUNNING":
        client.set_terminated(run_id, status)
    if deleted:
        client.delete_run(run_id)
    return run_id


def create_logged_model(name, run_id, metrics=None):
    """MLflow 3 only: a model of a run, with metrics of its own."""
    made = client.create_logged_model("0", name=name, source_run_id=run_id)
    for key, values in (metrics or {}).items():
        for step, value in enumerate(values):
            client.log_metric(run_id, key, float(value), step=step, model_id=made.model_id)
    client.finalize_logged_model(made.model_id, "READY")
    return made.model_id


def create_prompt(name, template):
    return str(client.register_prompt(name, template).version)


def show_version(version):
    return {
        "version": str(version.version),
        "stage": version.current_stage,
        "source": version.source,
        "runId": version.run_id or None,
        "status": version.status,
        "tags": version.tags,
        "createdAt": version.creation_timestamp,
        "updatedAt": version.last_updated_timestamp,
    }


def dump_model(name):
    model = client.get_registered_model(name)
    versions = {str(version.version): version for version in search_versions(name)}
    return {
        "name": model.name,
        "tags": model.tags,
        "aliases": {alias: str(version) for alias, version in model.aliases.items()},
        "versions": [show_version(versions[number]) for number in sorted(versions, key=int)],
    }


def search_versions(name):
    """A filter has no escape for its own quote: for a name with both kinds, all versions are read."""
    quote = next((quote for quote in "'\"" if quote not in name), None)
    query = {} if quote is None else {"filter_string": f"name={quote}{name}{quote}"}
    token = None
    while True:
        page = client.search_model_versions(
            **query, max_results=10_000, order_by=["version_number ASC"], page_token=token
        )
        yield from (version for version in page if version.name == name)
        token = page.token
        if not token:
            return


CALLS = {
    call.__name__: call
    for call in (
        client_version,
        create_model,
        create_version,
        insert_versions,
        transition,
        set_alias,
        delete_alias,
        set_model_tag,
        set_version_tag,
        delete_version_tag,
        delete_version,
        rename_model,
        delete_model,
        create_run,
        create_logged_model,
        create_prompt,
        dump_model,
    )
}


def answer(line):
    question = json.loads(line)
    try:
        result = CALLS[question["call"]](**question["arguments"])
        # Not NaN: that is no JSON.
        return json.dumps({"result": result}, allow_nan=False)
    except Exception as error:
        return json.dumps({"error": f"{type(error).__name__}: {error}"})


for line in sys.stdin:
    print(answer(line), file=answers, flush=True)
