// Checks the Grafana dashboard: its JSON by Grafana's types, its expressions by Prometheus' grammar. Grafana itself is not
// run. `node check_dashboard.cjs NODE_MODULES DASHBOARD`: prints what is wrong and exits with 1, or how much was checked.
const fs = require("node:fs");
const path = require("node:path");

const [modules, file] = process.argv.slice(2).map((name) => path.resolve(name));
const load = (name) => require(path.join(modules, name));
const faults = [];
const json = fs.readFileSync(file, "utf8");

function byTypes() {
  const ts = load("typescript");
  const type = fs.readFileSync(path.join(__dirname, "dashboard_type.ts"), "utf8");
  const checked = path.join(modules, "..", "dashboard_checked.ts");
  fs.writeFileSync(checked, `${type}\nexport const dashboard: Checked = ${json};\n`);
  const options = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, types: [] };
  options.module = ts.ModuleKind.ESNext;
  options.moduleResolution = ts.ModuleResolutionKind.Bundler;
  const before = type.split("\n").length;
  for (const found of ts.getPreEmitDiagnostics(ts.createProgram([checked], options))) {
    const at = found.file ? found.file.getLineAndCharacterOfPosition(found.start).line - before + 1 : 0;
    faults.push(`line ${at}: ${ts.flattenDiagnosticMessageText(found.messageText, " ")}`);
  }
}

function expressions(value) {
  if (Array.isArray(value)) return value.flatMap(expressions);
  if (value === null || typeof value !== "object") return [];
  return [...(typeof value.expr === "string" ? [value.expr] : []), ...Object.values(value).flatMap(expressions)];
}

function byGrammar(all) {
  const { parser } = load("@prometheus-io/lezer-promql");
  for (const expr of all) {
    const plain = expr.replaceAll("$__rate_interval", "5m").replaceAll("$establecimiento", ".*");
    parser.parse(plain).iterate({
      enter(node) {
        if (node.type.isError) faults.push(`no PromQL at ${node.from}: ${plain}`);
      },
    });
  }
}

const all = expressions(JSON.parse(json));
byTypes();
byGrammar(all);
for (const fault of faults) console.error(fault);
if (faults.length) process.exit(1);
console.log(`the dashboard fits Grafana's types, and its ${all.length} expressions are PromQL`);
