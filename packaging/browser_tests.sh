#!/bin/sh
# Runs the tests of the report's page in Debian's Chromium, with axe-core and playwright-core from npm, in an
# environment of its own with the extra `distrito`, which is removed again.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/browser"
PREDICTOR_MEDICO_BROWSER=1
export UV_PROJECT_ENVIRONMENT PREDICTOR_MEDICO_BROWSER
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
npm install --silent --no-audit --no-fund --no-save --prefix build/npm-browser axe-core@4.14.1 playwright-core@1.65.1
uv sync --locked --quiet --group dev --extra distrito
uv run --no-sync pytest tests/browser
