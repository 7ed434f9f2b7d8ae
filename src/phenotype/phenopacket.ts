/**
 * GA4GH phenopackets, versions 1 and 2, alone or as a family's proband; JSON in either spelling of its
 * keys (camelCase, snake_case). Unknown fields are left alone.
 */
import { ToolError } from "../core/errors.ts";
import { isObject, parseJson, refuseDoubledKeys } from "../core/json.ts";
import { publicationsOf } from "./read/annotations.ts";
import { isOfOtherOntology, termNumber } from "./term-id.ts";
import type { WrittenTerm } from "./types.ts";
import { truthOf } from "./truth.ts";

interface PatientFeature extends WrittenTerm {
  label: string;
  /** Onset as written: a term's label, an ISO 8601 age, an age range; null: none. */
  onset: string | null;
  /** Ids of modifiers and severity. */
  modifiers: string[];
}

interface NamedId {
  id: string;
  label: string;
}

interface PatientGene {
  symbol: string;
  /** Ids as written: `HGNC:1445`, `entrez:7020`, `ENSG…`. */
  ids: string[];
}

interface PatientFileRef {
  uri: string;
  format: string;
  assembly: string;
  /** Person to sample name in the file. */
  samples: Record<string, string>;
}

interface PedigreePerson {
  familyId: string;
  individualId: string;
  paternalId: string;
  maternalId: string;
  sex: Sex;
  affected: "affected" | "unaffected" | "unknown";
}

type Sex = "male" | "female" | "unknown";

export interface Phenopacket {
  id: string;
  subjectId: string;
  sex: Sex;
  features: PatientFeature[];
  /** The diagnosis and the diseases listed, the diagnosis first. */
  diseases: NamedId[];
  /** Genes of the interpretation (v2) or of the list (v1). */
  genes: PatientGene[];
  files: PatientFileRef[];
  pedigree: PedigreePerson[];
  /** PubMed ids of the publications that the case is taken from. */
  publications: number[];
}

type Json = { [key: string]: unknown };

/**
 * @param text the file
 * @param path for errors
 * @throws ToolError E_PATIENT: no JSON, no phenopacket, a feature without id, a sex, an affected status, an
 *   `excluded` that is not understood: none of them is guessed
 */
export function readPhenopacket(text: string, path: string): Phenopacket {
  const json = parseJson(
    text,
    (message, cause) =>
      new ToolError("E_PATIENT", `not JSON: ${withoutText(message)}`, {
        path,
        cause,
        named: { message: `not JSON: ${message}` },
      }),
  );
  const doubled = (message: string, line?: number): ToolError =>
    new ToolError("E_PATIENT", "a key stands twice", {
      path,
      line,
      named: { message },
      hint: "Give each field once.",
    });
  refuseDoubledKeys(text, doubled);
  const outer = camel(json, doubled);
  const inner = isObject(outer) ? outer["proband"] : undefined;
  const packet = isObject(inner) ? inner : outer;
  if (
    !isObject(outer) ||
    !isObject(packet) ||
    (!("phenotypicFeatures" in packet) && !("subject" in packet))
  ) {
    const hint = "A phenopacket has `subject` and `phenotypicFeatures`; a family has `proband`.";
    throw new ToolError("E_PATIENT", "this JSON is not a phenopacket", { path, hint });
  }
  const subject = object(packet["subject"]);
  const interpretations = list(packet["interpretations"]);
  const diagnoses = interpretations.map((one) => object(one["diagnosis"]));
  return {
    id: string(packet["id"]),
    subjectId: string(subject["id"]),
    sex: sexOf(subject, "subject", path),
    features: featuresIn(packet, path),
    diseases: unique([
      ...diagnoses.map((diagnosis) => named(diagnosis["disease"])),
      ...list(packet["diseases"])
        .filter((disease, i) => !isExcluded(disease, `diseases[${i}]`, path))
        .map((disease) => named(disease["term"])),
    ]),
    genes: packetGenes(packet, diagnoses),
    // Of a family the files stand with the family, or with the proband.
    files: (packet === outer ? [outer] : [packet, outer])
      .flatMap((holder) => [...list(holder["files"]), ...list(holder["htsFiles"])])
      .map(fileOf),
    pedigree: list(object(outer["pedigree"])["persons"]).map((one, i) =>
      personOf(one, `pedigree.persons[${i}]`, path),
    ),
    publications: publicationsIn(packet),
  };
}

/** Keys from snake_case to camelCase, all the way down. */
function camel(value: unknown, doubled: (message: string) => ToolError): unknown {
  if (Array.isArray(value)) return value.map((one) => camel(one, doubled));
  if (!isObject(value)) return value;
  const made = new Map<string, unknown>();
  for (const [key, member] of Object.entries(value)) {
    const name = key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    if (made.has(name)) throw doubled(`the key '${key}' stands twice, once in another spelling`);
    // Their keys are names of people, not ours to change.
    made.set(name, name.endsWith("Identifiers") ? member : camel(member, doubled));
  }
  return Object.fromEntries(made);
}

/** The words of JSON.parse without the piece of the text that they show. */
function withoutText(message: string): string {
  return message.replace(/,? (?:\.\.\.)?".*(?= is not valid JSON)/s, ", which");
}

function featuresIn(packet: Json, path: string): PatientFeature[] {
  const features = packet["phenotypicFeatures"] ?? [];
  if (!Array.isArray(features)) throw notUnderstood("phenotypicFeatures", features, "a list", path);
  return features.map((feature: unknown, i) => {
    const at = `phenotypicFeatures[${i}]`;
    if (!isObject(feature)) throw notUnderstood(at, feature, "an object with type.id", path);
    return featureOf(feature, at, path);
  });
}

function notUnderstood(at: string, value: unknown, wanted: string, path: string): ToolError {
  const shown = (JSON.stringify(value) ?? "nothing").slice(0, 60);
  return new ToolError("E_PATIENT", `${at} is not ${wanted}`, {
    path,
    named: { message: `${at} is ${shown}, not ${wanted}` },
  });
}

/** Version 2 says `excluded`, version 1 `negated`; other programs say it the other way round (`observed: "no"`). */
const EXCLUDED = /^(is)?(excluded|negated|absent)$/i;
const OBSERVED = /^(is)?(observed|present)$/i;

function isExcluded(holder: Json, at: string, path: string): boolean {
  return Object.entries(holder)
    .map(([key, value]) => {
      const [excludes, observes] = [EXCLUDED.test(key), OBSERVED.test(key)];
      if (!excludes && (!observes || value === null)) return false;
      const truth = truthOf(value);
      if (truth === null) throw notUnderstood(`${at}.${key}`, value, "true or false", path);
      return truth === excludes;
    })
    .includes(true);
}

/** A term of another ontology is passed on: it is told when the terms are looked up. */
function featureOf(feature: Json, at: string, path: string): PatientFeature {
  const { id, label } = named(feature["type"]);
  if (termNumber(id) === null && !isOfOtherOntology(id))
    throw new ToolError("E_PATIENT", `${at}.type.id is not an HPO id`, {
      path,
      hint: "Write it as HP:0001250.",
      named: { message: `${at}.type.id '${id}' is not an HPO id` },
    });
  const modifiers = list(feature["modifiers"]).map((one) => named(one).id);
  const severity = named(feature["severity"]).id;
  return {
    text: id,
    at,
    label,
    excluded: isExcluded(feature, at, path),
    onset: onsetOf(feature),
    modifiers: severity === "" ? modifiers : [severity, ...modifiers],
  };
}

/** v2: `onset: {age | ontologyClass | ageRange}`; v1: `ageOfOnset`, `classOfOnset`. */
function onsetOf(feature: Json): string | null {
  const onset = object(feature["onset"]);
  const age = object(onset["age"] ?? feature["ageOfOnset"]);
  const duration = string(age["iso8601duration"] ?? age["age"]);
  if (duration !== "") return duration;
  const { id, label } = named(onset["ontologyClass"] ?? feature["classOfOnset"]);
  if (id !== "") return label === "" ? id : label;
  const range = object(onset["ageRange"]);
  const start = string(object(range["start"])["iso8601duration"]);
  return start === "" ? null : `${start}/${string(object(range["end"])["iso8601duration"])}`;
}

function packetGenes(packet: Json, diagnoses: readonly Json[]): PatientGene[] {
  const contexts = diagnoses.flatMap((diagnosis) =>
    list(diagnosis["genomicInterpretations"]).flatMap((one) => {
      const descriptor = object(object(one["variantInterpretation"])["variationDescriptor"]);
      return [descriptor["geneContext"], one["gene"], one["geneDescriptor"]].filter(isObject);
    }),
  );
  const found = [...contexts, ...list(packet["genes"])].map((gene) => ({
    symbol: string(gene["symbol"]),
    ids: [gene["valueId"], gene["id"], ...array(gene["alternateIds"])]
      .map(string)
      .filter((id) => id !== ""),
  }));
  const stated = found.filter((gene) => gene.symbol !== "" || gene.ids.length > 0);
  return [...new Map(stated.map((gene) => [`${gene.symbol} ${gene.ids[0] ?? ""}`, gene])).values()];
}

function fileOf(file: Json): PatientFileRef {
  const attributes = object(file["fileAttributes"]);
  const samples = object(
    file["individualToFileIdentifiers"] ?? file["individualToSampleIdentifiers"],
  );
  return {
    uri: string(file["uri"]),
    format: string(attributes["fileFormat"] ?? file["htsFormat"]),
    assembly: string(attributes["genomeAssembly"] ?? file["genomeAssembly"]),
    samples: Object.fromEntries(Object.entries(samples).map(([key, name]) => [key, string(name)])),
  };
}

function personOf(person: Json, at: string, path: string): PedigreePerson {
  return {
    familyId: string(person["familyId"]),
    individualId: string(person["individualId"]),
    paternalId: string(person["paternalId"]),
    maternalId: string(person["maternalId"]),
    sex: sexOf(person, at, path),
    affected: enumOf(person, "affectedStatus", AFFECTED, at, path),
  };
}

/** From the packet's id (`PMID:20461149-…`, `PMID_27374306_…`), its references and its evidence. */
function publicationsIn(packet: Json): number[] {
  const references = [
    ...list(object(packet["metaData"])["externalReferences"]),
    ...list(packet["phenotypicFeatures"]).flatMap((feature) =>
      list(feature["evidence"]).map((evidence) => object(evidence["reference"])),
    ),
  ];
  const found = references.flatMap((reference) => publicationsOf(string(reference["id"])));
  const own = /PMID[:_](\d{1,9})/.exec(string(packet["id"]))?.[1];
  if (own !== undefined) found.unshift(Number(own));
  return [...new Set(found)];
}

type Words<T> = readonly (readonly [meaning: T, name: string, others?: readonly string[]])[];

/** In the order of the schema's numbers, which are not those of a PED file: 1 is female. */
const SEX: Words<Sex> = [
  ["unknown", "UNKNOWN_SEX", ["UNKNOWN"]],
  ["female", "FEMALE", ["F"]],
  ["male", "MALE", ["M"]],
  ["unknown", "OTHER_SEX", ["OTHER"]],
];
const KARYOTYPE: Words<Sex> = [
  ["unknown", "UNKNOWN_KARYOTYPE"],
  ["female", "XX"],
  ["male", "XY"],
  ...["XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY", "OTHER_KARYOTYPE"].map(
    (name) => ["unknown", name] as const,
  ),
];
const AFFECTED: Words<PedigreePerson["affected"]> = [
  ["unknown", "MISSING", ["UNKNOWN"]],
  ["unaffected", "UNAFFECTED"],
  ["affected", "AFFECTED"],
];

/** Where the sex is not told, the karyotype tells it. */
function sexOf(person: Json, at: string, path: string): Sex {
  const sex = enumOf(person, "sex", SEX, at, path);
  return sex === "unknown" ? enumOf(person, "karyotypicSex", KARYOTYPE, at, path) : sex;
}

/** A name in any case, or the schema's number. Absent and null are its first value. */
function enumOf<T>(holder: Json, key: string, words: Words<T>, at: string, path: string): T {
  const value = holder[key] ?? 0;
  const word = typeof value === "string" ? value.trim().toUpperCase() : null;
  const found =
    typeof value === "number"
      ? words[value]
      : words.find(([, name, others = []]) => word !== null && [name, ...others].includes(word));
  if (found !== undefined) return found[0];
  const names = words.map(([, name]) => name).join(", ");
  throw notUnderstood(`${at}.${key}`, value, `one of ${names}`, path);
}

function unique(diseases: readonly NamedId[]): NamedId[] {
  const known = diseases.filter((disease) => disease.id !== "");
  return [...new Map(known.map((disease) => [disease.id, disease])).values()];
}

function named(value: unknown): NamedId {
  const { id, label } = object(value);
  return { id: string(id), label: string(label) };
}

function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function list(value: unknown): Json[] {
  return array(value).filter(isObject);
}

function string(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
