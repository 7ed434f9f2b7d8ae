/** `archive set`: changes status, consent, terms and family of a case; `archive relink`: its VCFs have moved. */
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import {
  type CaseChange,
  caseIds,
  changeCase,
  fileStep,
  inArchive,
  openArchive,
  readCase,
  readHead,
  type Step,
} from "../archive/index.ts";
import type { CaseFile, CaseStatus, Pin, UsedPanel } from "../archive/types.ts";
import { sha256 } from "../core/digest.ts";
import { asToolError, ToolError, usageError } from "../core/errors.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { isFileWord } from "../core/panel-word.ts";
import { panelOf } from "../library/panels.ts";
import { isFile } from "../panel/index.ts";
import { releaseText } from "../library/releases.ts";
import { isNamed, openStore, refuseWithdrawn, type ReleaseName } from "../store/index.ts";
import { LIMITS } from "../core/limits.ts";
import { counted } from "../core/counted.ts";
import { buildFamily, parsePed } from "../pedigree/index.ts";
import { termsOf } from "./case-terms.ts";
import type { PhenotypeOptions } from "../patient/types.ts";
import { optionsOf } from "./case-run.ts";
import { originalFault } from "./originals.ts";
import { openInput } from "../analysis/inputs.ts";
import { hpoReleases } from "../patient/index.ts";
import { readText } from "../io/read-text.ts";

export interface SetOptions {
  archive: string;
  case: string;
  /** What is undefined stays as it is. */
  status?: CaseStatus | undefined;
  consent?: boolean | undefined;
  /** `none`: no end. */
  consentUntil?: string | undefined;
  /** A pedigree in place of the case's. */
  ped?: string | undefined;
  /** Terms in place of the case's. */
  phenotype?: PhenotypeOptions | undefined;
  /** Releases at which the case stays from now on; `why` goes with them. */
  pin?: ReleaseName[] | undefined;
  why?: string | undefined;
  /** Kinds, or `panel:285`, that are lifted. */
  unpin?: Pick<ReleaseName, "kind" | "name">[] | undefined;
  /** `--store`, for the terms and the pins. */
  store?: string | undefined;
  by: string;
  now: Date;
}

/**
 * @returns what was changed; null: nothing was to be
 * @throws ToolError as `analyse` over a pedigree, terms, or a release that is not there; E_INPUT_MISSING: no such case
 */
export async function setCase(options: SetOptions): Promise<CaseChange | null> {
  const { archive, case: id, status, consent, consentUntil, ped, phenotype, by, now } = options;
  openArchive(archive);
  await refuseUnfit(options);
  const family = ped === undefined ? null : await statedFamily(ped);
  const terms =
    phenotype === undefined ? null : await termsOf(phenotype, hpoReleases(options.store));
  return changeCase(archive, id, { by, date: now }, async (file, folder) => {
    const change: Partial<CaseFile> = {};
    const files: Step[] = [];
    const said: string[] = [];
    if (status !== undefined && status !== file.status) {
      change.status = status;
      said.push(`status ${file.status} -> ${status}`);
    }
    const given = consent ?? file.consent.given;
    const until = consentUntil === "none" ? null : (consentUntil ?? file.consent.until);
    if (given !== file.consent.given || until !== file.consent.until) {
      change.consent = { given, until };
      said.push(`consent ${consentText(file.consent)} -> ${consentText({ given, until })}`);
    }
    if (terms !== null && JSON.stringify(terms) !== JSON.stringify(file.terms)) {
      change.terms = terms;
      // The log names no term: it is read by more people than the case is.
      said.push(counted(terms.terms.length, "term"));
    }
    if (family !== null && !sameText(folder, file.ped, family.text)) {
      await refuseOtherFamily(folder, file, family);
      // Under a name of its own: until case.json names it, the case is what it was.
      const name = freeName(folder);
      files.push(fileStep(folder, join(folder, name), family.text));
      change.ped = name;
      change.digests = { ...file.digests, [name]: sha256(family.text) };
      said.push("family");
    }
    const pins = pinsAfter(file.pins ?? [], options);
    if (JSON.stringify(pins) !== JSON.stringify(file.pins ?? [])) {
      change.pins = pins.length === 0 ? undefined : pins;
      said.push(`pins ${pinsText(file.pins ?? [])} -> ${pinsText(pins)}`);
    }
    if (said.length === 0) return null;
    return { change, files, what: "set", detail: said.join(", ") };
  });
}

interface StatedPed {
  text: string;
  rows: ReturnType<typeof parsePed>;
}

async function statedFamily(path: string): Promise<StatedPed> {
  const text = await readText(path, LIMITS.files.pedigree);
  return { text, rows: parsePed(text, path) };
}

/**
 * The pedigree must be of the people whose genotypes are kept, and of what else the case says of them: every later
 * run asks it.
 * @throws ToolError E_PED, E_SAMPLE, E_USAGE, as `analyse`; over the kept file as whoever opens it
 */
async function refuseOtherFamily(
  folder: string,
  file: CaseFile,
  { rows }: StatedPed,
): Promise<void> {
  const dataset = file.datasets.at(-1);
  const kept = dataset?.distilled[0];
  if (dataset === undefined || kept === undefined) return;
  const path = join(folder, kept.path);
  const opening = { policy: DEFAULT_POLICY, allowRemote: false, stdin: NOTHING, isOwn: true };
  const { header } = await openInput(path, opening);
  const about = { vcfs: [path], assembly: dataset.assembly, store: undefined };
  buildFamily({ ...optionsOf(file, folder, about), rows, vcfSamples: header.samples });
}

const NOTHING: AsyncIterable<Uint8Array> = Readable.from([]);

/** @throws ToolError E_USAGE: nothing of the kind is pinned */
function pinsAfter(old: readonly Pin[], options: SetOptions): Pin[] {
  const { pin = [], unpin = [], why = "", by, now, case: id } = options;
  const same = (a: Pick<ReleaseName, "kind" | "name">, b: typeof a): boolean =>
    a.kind === b.kind && (a.name === b.name || a.name === "");
  for (const one of unpin)
    if (!old.some((held) => same(one, held)))
      throw usageError(
        `case '${id}' has no pin on ${[one.kind, one.name].join(" ").trim()}`,
        `Its pins: ${pinsText(old)}.`,
      );
  const kept = old.filter((held) => ![...unpin, ...pin].some((one) => same(one, held)));
  const date = now.toISOString();
  const added = pin.map(({ kind, name, version }): Pin => {
    if (kind !== "clinvar" && kind !== "inhouse" && kind !== "hpo" && kind !== "panel")
      throw usageError(
        `${kind} cannot be pinned`,
        "Choose from: clinvar, inhouse:LIST, hpo, panel:ID.",
      );
    if ((kind === "panel" || kind === "inhouse") && name === "" && version !== "none")
      throw usageError(`--pin ${kind} needs a name`, `Use --pin ${kind}:NAME=${version}.`);
    return { kind, name, version, why, by, date };
  });
  return [...kept, ...added];
}

function pinsText(pins: readonly Pin[]): string {
  return pins.map(releaseText).join(", ") || "none";
}

/**
 * Of a version that the store does not hold for the case's build, or of a panel that the case does not use, nothing
 * could ever be made.
 * @throws ToolError E_INPUT_MISSING, E_USAGE
 */
async function refuseUnfit({
  archive,
  case: id,
  pin: pins = [],
  store,
}: SetOptions): Promise<void> {
  if (pins.length === 0 || !caseIds(archive).includes(id)) return;
  const assembly = readCase(archive, id).datasets.at(-1)?.assembly;
  for (const pin of pins) {
    // oxlint-disable-next-line no-await-in-loop -- one or two
    if (pin.kind === "panel") await refuseOtherPanel(pin, { archive, id, store });
    if (pin.kind === "panel" || pin.version === "none") continue;
    // oxlint-disable-next-line no-await-in-loop -- one or two
    const held = store === undefined ? [] : await openStore(store).list(pin.kind);
    const own = held.filter((entry) => isNamed(pin, entry));
    if (own.some((entry) => entry.assembly === null || entry.assembly === assembly)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one or two
    if (own.length === 0 && store !== undefined) await refuseWithdrawn(openStore(store), pin);
    const builds = [...new Set(own.map((entry) => entry.assembly))].join(", ");
    const message =
      own.length === 0
        ? `the store has no ${releaseText(pin)}`
        : `${releaseText(pin)} is in the store only for ${builds}, and case '${id}' is ${assembly ?? "of no build"}`;
    const known = [
      ...new Set(held.map((e) => `${e.source} ${e.version} (${e.assembly ?? "both builds"})`)),
    ];
    throw new ToolError("E_INPUT_MISSING", message, {
      path: store,
      hint: `It holds: ${known.slice(0, 20).join(", ") || "none of that kind"}.`,
    });
  }
}

/** The rules of a case may be names or R-codes: what counts is the panel that they led to. */
async function refuseOtherPanel(
  { name, version }: ReleaseName,
  { archive, id, store }: { archive: string; id: string; store: string | undefined },
): Promise<void> {
  if (name === "") return;
  const panel = await panelOf(`${name}@${version}`, store);
  const { panels } = readHead(inArchive.case(archive, id)).knowledge;
  if (panels.some((used) => used.id === panel.id)) return;
  throw usageError(
    `case '${id}' does not use panel ${name}`,
    `Its panels: ${panels.map((used) => used.id).join(", ") || "none"}.`,
  );
}

function consentText({ given, until }: CaseFile["consent"]): string {
  return given ? (until ?? "given") : "not given";
}

function sameText(folder: string, name: string | null, text: string): boolean {
  if (name === null) return false;
  const path = join(folder, name);
  return existsSync(path) && readFileSync(path, "utf8") === text;
}

function freeName(folder: string): string {
  for (let number = 2; ; number++) {
    const name = `family-${number}.ped`;
    if (!existsSync(join(folder, name))) return name;
  }
}

interface RelinkOptions {
  archive: string;
  /** Empty: all. */
  cases: string[];
  moves: { old: string; new: string }[];
  by: string;
  now: Date;
}

interface Relinked {
  case: string;
  path: string;
  /** `moved`, or why not. */
  outcome: string;
  failed: boolean;
  /** Of a case that failed as a whole. */
  code?: string;
}

/**
 * Paths of VCFs and panels that begin with OLD begin with NEW; only where the VCF there is the one that was read, by
 * size and digest, and the file the panel that was used.
 */
export async function relinkCases(options: RelinkOptions): Promise<Relinked[]> {
  const { archive, cases, moves, by, now } = options;
  openArchive(archive);
  const all = caseIds(archive);
  const missing = cases.find((id) => !all.includes(id));
  if (missing !== undefined)
    throw new ToolError("E_INPUT_MISSING", `no case '${missing}'`, { path: archive });
  const stated: Relinked[] = [];
  for (const id of cases.length === 0 ? all : cases) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one case after the other
      await changeCase(archive, id, { by, date: now }, async (file, folder) => {
        const { datasets } = file;
        const own: Relinked[] = [];
        const panelFiles = await movedPanels(file, folder, moves, own);
        const changed = datasets.map((dataset) => ({
          ...dataset,
          vcfs: dataset.vcfs.map((vcf) => movedFile(vcf, moves, id, own)),
          events: dataset.events?.map((one) => movedFile(one, moves, id, own)),
        }));
        stated.push(...own);
        const moved = own.filter(({ failed }) => !failed).map(({ path }) => path);
        if (moved.length === 0) return null;
        const change = { datasets: changed, panelFiles };
        return { change, what: "relink", detail: moved.join(" ") };
      });
    } catch (error) {
      const { code, message } = asToolError(error);
      stated.push({ case: id, path: "", outcome: message, failed: true, code });
    }
  }
  return stated;
}

/** Panels that are files: only where the file there holds the panel that the last run used, in any version. */
async function movedPanels(
  { id, analysis, panelFiles = {} }: CaseFile,
  folder: string,
  moves: RelinkOptions["moves"],
  stated: Relinked[],
): Promise<CaseFile["panelFiles"]> {
  const { panels } = readHead(folder).knowledge;
  const files = { ...panelFiles };
  for (const rule of analysis.panels.filter(isFileWord)) {
    const used = panels.find((panel) => panel.rule === rule);
    const at = files[rule] ?? rule;
    // A case of an earlier program may have the name alone, as it was typed.
    const path = isAbsolute(at)
      ? newPlace(at, moves)
      : moves.find(({ old }) => normalize(old) === normalize(at))?.new;
    if (path === undefined || used === undefined) continue;
    const place = resolve(path);
    // oxlint-disable-next-line no-await-in-loop -- one or two
    const fault = await panelFault(place, used);
    if (fault === null) files[rule] = place;
    stated.push({ case: id, path: place, outcome: fault ?? "moved", failed: fault !== null });
  }
  return Object.keys(files).length === 0 ? undefined : files;
}

/** Why a file is not the one of a panel that was used; null: it is. */
async function panelFault(path: string, used: UsedPanel): Promise<string | null> {
  if (!(await isFile(path))) return `${path} is offline`;
  try {
    const { id, name } = await panelOf(path, undefined);
    return id === used.id ? null : `${path} holds panel ${id} ${name}, not ${used.id} ${used.name}`;
  } catch (error) {
    return asToolError(error).message;
  }
}

function newPlace(path: string, moves: RelinkOptions["moves"]): string | undefined {
  const whole = moves.map((move) => ({ old: resolve(move.old), new: resolve(move.new) }));
  const move = whole.find(({ old }) => path === old || path.startsWith(withSep(old)));
  return move === undefined ? undefined : join(move.new, path.slice(move.old.length));
}

function movedFile<F extends Parameters<typeof originalFault>[0]>(
  file: F,
  moves: RelinkOptions["moves"],
  id: string,
  stated: Relinked[],
): F {
  const path = newPlace(file.path, moves);
  if (path === undefined) return file;
  const fault = originalFault({ ...file, path });
  stated.push({ case: id, path, outcome: fault ?? "moved", failed: fault !== null });
  return fault === null ? { ...file, path } : file;
}

function withSep(folder: string): string {
  return folder.endsWith(sep) ? folder : `${folder}${sep}`;
}
