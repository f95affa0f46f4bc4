"""Six promoters at once with MLflow's own client: how many versions hold the stage afterwards?

Each racer is a process of its own. In every round, each moves another version of the same model to Production
with archive_existing_versions=True. Prints one JSON line a round and one at the end; a round is sound when
exactly one version holds the stage.

    .cache/mlflow/3.17.2/bin/python bench/race-python.py --rounds 30 http://127.0.0.1:5000
"""

import argparse
import collections
import json
import multiprocessing
import time
import uuid

STAGE = "Production"
# The client of a racer that cannot get through retries for minutes. After this long, the race is broken off.
LIMIT_SECONDS = 600


def race(uri, racer, names, barrier, outcomes):
    from mlflow import MlflowClient

    client = MlflowClient(uri)
    # The first request of a process is slow. Sent here, it costs the racer no time in the race.
    client.search_registered_models(max_results=1)
    for name in names:
        barrier.wait(LIMIT_SECONDS)
        try:
            client.transition_model_version_stage(name, str(racer + 1), STAGE, archive_existing_versions=True)
            outcomes.put("succeeded")
        except Exception as error:
            outcomes.put(f"{type(error).__name__}: {str(error)[:200]}")
        barrier.wait(LIMIT_SECONDS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("uri")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--racers", type=int, default=6)
    options = parser.parse_args()

    from mlflow import MlflowClient

    client = MlflowClient(options.uri)
    names = [f"race-python-{uuid.uuid4().hex[:12]}" for _ in range(options.rounds)]
    for name in names:
        client.create_registered_model(name)
        for version in range(options.racers):
            client.create_model_version(name, f"s3://bucket/{version}", await_creation_for=0)

    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(options.racers + 1)
    outcomes = context.Queue()
    racers = [
        context.Process(target=race, args=(options.uri, racer, names, barrier, outcomes), daemon=True)
        for racer in range(options.racers)
    ]
    for racer in racers:
        racer.start()

    held = []
    failures = 0
    start = time.monotonic()
    for number, name in enumerate(names, start=1):
        barrier.wait(LIMIT_SECONDS)
        barrier.wait(LIMIT_SECONDS)
        results = [outcomes.get() for _ in racers]
        failed = [result for result in results if result != "succeeded"]
        versions = client.search_model_versions(f"name='{name}'", max_results=1000)
        held.append(sum(version.current_stage == STAGE for version in versions))
        failures += len(failed)
        print(json.dumps({"round": number, "production": held[-1], "failed": failed}), flush=True)
    for racer in racers:
        racer.join()
    print(
        json.dumps(
            {
                "rounds": options.rounds,
                "racers": options.racers,
                "soundRounds": held.count(1),
                # Number of versions in the stage at the end of a round: number of such rounds.
                "productionVersions": dict(sorted(collections.Counter(held).items())),
                "failedCalls": failures,
                "seconds": round(time.monotonic() - start, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
