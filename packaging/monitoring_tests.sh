#!/bin/sh
# Tests the metrics with the real Prometheus, promtool and node_exporter of Debian (prometheus, prometheus-node-exporter),
# the dashboard with Grafana's types and Prometheus' grammar from npm, and the container's files with their linters, in an
# environment of its own with the extra `servicio`, which is removed again.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/monitoring"
PREDICTOR_MEDICO_MONITORING=1
export UV_PROJECT_ENVIRONMENT PREDICTOR_MEDICO_MONITORING
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
npm install --silent --no-audit --no-fund --no-save --prefix build/npm-monitoring \
    @grafana/schema@13.2.3 @prometheus-io/lezer-promql@0.315.0 @lezer/common@1 @lezer/lr@1 dclint@3.1.0 typescript@5.9.3
uv sync --locked --quiet --group dev --group monitoring --extra servicio
uv run --no-sync pytest tests/monitoring "$@"
