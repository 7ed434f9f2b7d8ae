// npm run sbom -- [--check]
//
// Writes packaging/sbom.cdx.json (CycloneDX 1.5): every package that an installed panelist has, as package-lock.json
// names it. With `--check` it writes nothing and fails where the file is not what it would write. (`npm sbom` leaves
// out a package that development needs, too.)
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const path = `${root}packaging/sbom.cdx.json`;
const read = (name) => JSON.parse(readFileSync(`${root}${name}`, "utf8"));
const { packages } = read("package-lock.json");
const { name, version, license, description } = read("package.json");

const installed = Object.entries(packages)
  .filter(([place, { dev }]) => place !== "" && dev !== true)
  .map(([place, entry]) => ({ ...entry, name: place.replace(/^.*node_modules\//, "") }));
const versionOf = new Map(installed.map((one) => [one.name, one.version]));
const refOf = (of) => `${of}@${versionOf.get(of)}`;
const purl = (of, at) => `pkg:npm/${of.replace("@", "%40")}@${at}`;
const needs = ({ dependencies = {}, optionalDependencies = {} }) =>
  Object.keys({ ...dependencies, ...optionalDependencies })
    .filter((of) => versionOf.has(of))
    .map(refOf)
    .sort();

const whole = `${name}@${version}`;
const bom = {
  $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  metadata: {
    component: {
      "bom-ref": whole,
      type: "application",
      name,
      version,
      description,
      licenses: [{ license: { id: license } }],
      purl: purl(name, version),
    },
  },
  components: installed.map((one) => ({
    "bom-ref": refOf(one.name),
    type: "library",
    name: one.name,
    version: one.version,
    scope: one.optional === true ? "optional" : "required",
    hashes: [
      {
        alg: "SHA-512",
        content: Buffer.from(one.integrity.replace(/^sha512-/, ""), "base64").toString("hex"),
      },
    ],
    licenses: [{ license: { id: one.license } }],
    purl: purl(one.name, one.version),
  })),
  dependencies: [
    { ref: whole, dependsOn: needs(packages[""]) },
    ...installed.map((one) => ({ ref: refOf(one.name), dependsOn: needs(one) })),
  ],
};
const text = `${JSON.stringify(bom, null, 2)}\n`;
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  process.stderr.write("packaging/sbom.cdx.json is not that of package-lock.json: npm run sbom\n");
  process.exitCode = 1;
}
