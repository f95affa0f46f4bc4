"""The requests of MLflow's protos on stdout: {"GET /api/…": {"name": "string!", …}}, `!` for required fields."""

import json

from mlflow.protos.databricks_pb2 import validate_required
from mlflow.protos.databricks_uc_registry_service_pb2 import UcModelRegistryService
from mlflow.protos.model_registry_pb2 import ModelRegistryService
from mlflow.protos.service_pb2 import MlflowService
from mlflow.utils.rest_utils import _REST_API_PATH_PREFIX, extract_all_api_info_for_service

TYPES = {3: "int64", 8: "bool", 9: "string", 11: "message", 14: "enum"}


def type_of(field):
    if field.message_type is not None and field.message_type.name.endswith("Tag"):
        kind = "tag"
    else:
        kind = TYPES.get(field.type, "other")
    many = "s" if field.is_repeated else ""
    return kind + many + ("!" if field.GetOptions().Extensions[validate_required] else "")


requests = {}
for service in (MlflowService, ModelRegistryService, UcModelRegistryService):
    for message, endpoints in extract_all_api_info_for_service(service, _REST_API_PATH_PREFIX).items():
        for path, method in endpoints:
            requests[f"{method} {path}"] = {field.name: type_of(field) for field in message.DESCRIPTOR.fields}
print(json.dumps(requests))
