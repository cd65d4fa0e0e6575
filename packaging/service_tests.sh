#!/bin/sh
# Runs the tests of the service with the extra `servicio`, in an environment of its own, which is removed again, and
# measures the branch coverage of core/service, which fails below what its coverage.toml names.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/service"
COVERAGE_FILE="$UV_PROJECT_ENVIRONMENT/coverage"
PREDICTOR_MEDICO_SERVICE=1
export UV_PROJECT_ENVIRONMENT COVERAGE_FILE PREDICTOR_MEDICO_SERVICE
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
uv sync --locked --quiet --group dev --group service --extra servicio
uv run --no-sync mypy
uv run --no-sync coverage run --rcfile tests/service/coverage.toml -m pytest -n auto tests/service "$@"
uv run --no-sync coverage combine --quiet --rcfile tests/service/coverage.toml
uv run --no-sync coverage report --rcfile tests/service/coverage.toml
