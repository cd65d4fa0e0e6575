#!/bin/sh
# Tests the registry in a real MLflow, and drift by Evidently, with the extras `registro` and `deriva`, in an environment
# of its own, which is removed again.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/registry"
PREDICTOR_MEDICO_REGISTRY=1
export UV_PROJECT_ENVIRONMENT PREDICTOR_MEDICO_REGISTRY
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
uv sync --locked --quiet --group dev --extra distrito --extra registro --extra deriva
uv run --no-sync pytest -n auto -k "mlflow or evidently" tests/district "$@"
