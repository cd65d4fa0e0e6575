#!/bin/sh
# Tests the registry in a real MLflow, and drift by Evidently, with the extras `registro` and `deriva`, in an environment
# of its own, which is removed again, and measures the branch coverage of what needs them.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/registry"
COVERAGE_FILE="$UV_PROJECT_ENVIRONMENT/coverage"
PREDICTOR_MEDICO_REGISTRY=1
export UV_PROJECT_ENVIRONMENT COVERAGE_FILE PREDICTOR_MEDICO_REGISTRY
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
uv sync --locked --quiet --group dev --extra distrito --extra registro --extra deriva
settings=tests/district/registry_coverage.toml
uv run --no-sync coverage run --rcfile $settings -m pytest -k "mlflow or evidently" tests/district "$@"
uv run --no-sync coverage combine --quiet --rcfile $settings
uv run --no-sync coverage report --rcfile $settings
