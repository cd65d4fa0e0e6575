// Validates a Bundle, given as a file: each resource by FHIR R4, and by the profiles that it names.
// Prints what is wrong as JSON. Two reports of @medplum/core are no faults and are left out: it finds no slices of
// the profile `bp`, and takes the rule ras-2 for one about predictions without a probability.
const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const [npm, file] = process.argv.slice(2);
const required = createRequire(path.join(npm, "package.json"));
const { indexStructureDefinitionBundle, validateResource } = required("@medplum/core");
const folder = path.join(npm, "node_modules", "@medplum", "definitions", "dist", "fhir", "r4");
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));

for (const name of ["profiles-types.json", "profiles-resources.json"]) indexStructureDefinitionBundle(read(name));
const profiles = new Map(read("profiles-others.json").entry.map(({ resource }) => [resource.url, resource]));
const NO_FAULTS = [/^Constraint ras-2 not met/, /for slice '(Systolic|Diastolic)BP': expected 1\.\.1, but found 0/];

const found = [];
function check(resource, profile) {
  try {
    validateResource(resource, profile ? { profile } : undefined);
  } catch (error) {
    for (const issue of error.outcome?.issue ?? [{ details: { text: String(error) } }]) {
      const text = issue.details?.text ?? issue.diagnostics;
      if (!NO_FAULTS.some((known) => known.test(text))) {
        found.push({ resource: `${resource.resourceType}/${resource.id}`, profile: profile?.url, text });
      }
    }
  }
}

const bundle = JSON.parse(fs.readFileSync(file, "utf8"));
check(bundle);
for (const { resource } of bundle.entry) {
  check(resource);
  for (const url of resource.meta?.profile ?? []) {
    if (profiles.has(url)) check(resource, profiles.get(url));
    else found.push({ resource: resource.id, text: `unknown profile ${url}` });
  }
}
console.log(JSON.stringify(found));
