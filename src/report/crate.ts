/**
 * The record of a run for programs that do not know panelist: a Process Run Crate (RO-Crate 1.1, profile 0.5 of
 * Workflow Run RO-Crate): one action, its inputs and outputs.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { indented } from "../core/pretty-json.ts";
import { isRemote } from "../core/text.ts";
import type { RunDocument, RunRecord } from "./run.ts";

type Entity = Record<string, unknown>;
type Outputs = NonNullable<RunDocument["outputs"]>;

const PROFILE = "https://w3id.org/ro/wfrun/process/0.5";
const FORMATS: Readonly<Record<string, string>> = {
  tsv: "text/tab-separated-values",
  json: "application/json",
  html: "text/html",
  gz: "application/gzip",
};

/**
 * Text of ro-crate-metadata.json.
 * @param outputs the other files of the folder but run.json, which is named without a digest: it is written last
 */
export function crateJson(run: RunRecord, outputs: Outputs): string {
  const inputs = run.inputs.map(inputOf);
  const made = [...outputs, { name: "run.json" }].map(outputOf);
  const panels = run.panels.map(({ id, name, version, digest }, i) => ({
    "@id": `#panel-${i + 1}`,
    "@type": "CreativeWork",
    name: `panel ${name}`,
    identifier: id,
    version: version ?? undefined,
    sha256: digest,
  }));
  const knowledge = (run.knowledge ?? []).map(({ kind, source, release, sha256 }, i) => ({
    "@id": `#knowledge-${i + 1}`,
    "@type": "CreativeWork",
    name: `${kind} ${source}`,
    version: release === "" ? undefined : release,
    sha256: sha256 ?? undefined,
  }));
  const program = `#panelist-${run.tool.version}`;
  const labels = Object.entries(run.labels ?? {}).map(([name, value]) => ({
    "@id": `#label-${name}`,
    "@type": "PropertyValue",
    name,
    value,
  }));
  const taken = [...inputs, ...panels, ...knowledge, ...labels];
  const graph: Entity[] = [
    {
      "@id": "ro-crate-metadata.json",
      "@type": "CreativeWork",
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
      about: { "@id": "./" },
    },
    {
      "@id": "./",
      "@type": "Dataset",
      conformsTo: { "@id": PROFILE },
      name: "Candidate variants of one family",
      description: "What one run of panelist wrote, with what it read.",
      datePublished: run.finished,
      license: "A patient's data: not for publication.",
      hasPart: [...made, ...inputs.filter((one) => one["@type"] === "File")].map(idOf),
      mentions: { "@id": "#run" },
    },
    { "@id": PROFILE, "@type": "CreativeWork", name: "Process Run Crate", version: "0.5" },
    {
      "@id": program,
      "@type": "SoftwareApplication",
      name: run.tool.name,
      softwareVersion: run.tool.version,
      softwareRequirements: `Node.js ${run.tool.node}`,
    },
    {
      "@id": "#run",
      "@type": "CreateAction",
      name: "Analysis of one family",
      description: run.commandLine.join(" "),
      instrument: { "@id": program },
      object: taken.map(idOf),
      result: made.map(idOf),
      startTime: run.started,
      endTime: run.finished,
      actionStatus: "http://schema.org/CompletedActionStatus",
    },
    ...new Map([...taken, ...made].map((entity) => [entity["@id"], entity])).values(),
  ];
  const context = [
    "https://w3id.org/ro/crate/1.1/context",
    "https://w3id.org/ro/terms/workflow-run/context",
  ];
  return `${indented({ "@context": context, "@graph": graph }, "")}\n`;
}

function idOf(entity: Entity): Entity {
  return { "@id": entity["@id"] };
}

function inputOf({ path, role, size, digest }: RunRecord["inputs"][number]): Entity {
  if (path === "-")
    return { "@id": "#standard-input", "@type": "CreativeWork", name: "standard input" };
  return {
    "@id": isRemote(path) ? path : pathToFileURL(resolve(path)).href,
    "@type": "File",
    name: path,
    description: role,
    contentSize: size === null ? undefined : String(size),
    sha256: digest?.kind === "full" ? digest.sha256 : undefined,
  };
}

function outputOf({ name, bytes, sha256 }: { name: string } & Partial<Outputs[number]>): Entity {
  return {
    "@id": name,
    "@type": "File",
    name,
    encodingFormat: FORMATS[name.split(".").at(-1) ?? ""],
    contentSize: bytes === undefined ? undefined : String(bytes),
    sha256,
  };
}
