#!/bin/sh
# Runs the tests of the district's program with the extra `distrito`, in an environment of its own, which is removed
# again, and measures the branch coverage of core/district.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/district"
COVERAGE_FILE="$UV_PROJECT_ENVIRONMENT/coverage"
PREDICTOR_MEDICO_DISTRICT=1
export UV_PROJECT_ENVIRONMENT COVERAGE_FILE PREDICTOR_MEDICO_DISTRICT
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
uv sync --locked --quiet --group dev --group district --extra distrito
uv run --no-sync mypy
uv run --no-sync coverage run --rcfile tests/district/coverage.toml -m pytest tests/district
uv run --no-sync coverage combine --quiet --rcfile tests/district/coverage.toml
uv run --no-sync coverage report --rcfile tests/district/coverage.toml
