/**
 * `panelist explain`: the whole story of one variant. The run is made as `analyse` makes it, then the
 * record is judged once more with every check shown, also those after the first failure.
 */
import { alleleKey, parseAllele, variantKey, type Allele } from "../core/allele.ts";
import { canonicalChrom } from "../core/assembly.ts";
import type { Check } from "../core/check.ts";
import { ToolError } from "../core/errors.ts";
import { compilePlan, judgeRecord, noSequenceAllele, POINTER_REACH } from "../scan/index.ts";
import type { AcmgEvidence, VariantKnowledge } from "../acmg/types.ts";
import type { ModelResult } from "../inheritance/types.ts";
import type { Candidate, SideCandidate } from "../rank/types.ts";
import { decodeRecord, makesOf, minimalRepresentation } from "../vcf/index.ts";
import type { VcfRecord } from "../vcf/types.ts";
import { assess, type Assessed } from "./assess.ts";
import { recordsAt } from "./find-record.ts";
import type { Input } from "./input.ts";
import type { AnalyseOptions } from "./options.ts";
import type { Log, OnProgress } from "../core/log.ts";
import { prepare, type Planned, type Prepared } from "./prepare.ts";
import { scanInputs, type Scanned } from "./scan.ts";
import { watch, type Watched } from "./watch.ts";

export interface Story {
  schema: "panelist.explain";
  version: 1;
  variant: string;
  assembly: string;
  /** As written in the input. */
  record: { path: string; filter: string; genotypes: string[] } | null;
  /** null: it survived the filters. `withheld`: nothing is told of it (DEC-49). */
  dropped: string | null;
  checks: Check[];
  genes: {
    gene: string;
    panels: string[];
    models: ModelResult[];
    /** Why rank dropped it. */
    dropped: string | null;
    candidates: {
      rank: number | null;
      id: string;
      tier: number | null;
      list: string | null;
      score: number;
      flags: string[];
      reason: string;
      /** Of this variant in this candidate. */
      acmg: AcmgEvidence | null;
      /** What was looked up for it; null: nothing was asked. */
      knowledge: VariantKnowledge | null;
    }[];
  }[];
}

interface Wanted extends Allele {
  text: string;
}

/** @param variant `chrom:pos:ref:alt` as in the VCF, or in minimal representation. @throws ToolError E_USAGE */
export async function explain(
  options: AnalyseOptions,
  variant: string,
  io: { log: Log; onProgress: OnProgress; stdin: AsyncIterable<Uint8Array> },
): Promise<Story> {
  const wanted = parseVariant(variant);
  const prepared = await prepare({ ...options, forceSex: true }, io);
  const watched = prepared.inputs.map((input) => {
    const reach = input.header.annotations[0]?.annotator === "bcsq" ? POINTER_REACH : 0;
    return watch(input, { chrom: wanted.chrom, start: wanted.pos - reach, end: wanted.pos });
  });
  const scanned = await scanInputs(prepared, prepared.options, io);
  const assessed = await assess(prepared, scanned, io.log);
  return tell(wanted, prepared, assessed, scanned, watched);
}

function parseVariant(text: string): Wanted {
  const allele = parseAllele(text);
  const chrom = canonicalChrom(allele.chrom);
  if (chrom === null) {
    throw new ToolError("E_USAGE", `"${text}" is not on a chromosome 1 to 22, X, Y or MT`, {
      hint: "records of other contigs are counted as other_contig and never analysed",
    });
  }
  return { ...allele, text, chrom };
}

function tell(
  wanted: Wanted,
  prepared: Prepared & Planned,
  assessed: Assessed,
  { present, result: scanned }: Scanned,
  watched: readonly (Watched | null)[],
): Story {
  const story: Story = {
    schema: "panelist.explain",
    version: 1,
    variant: wanted.text,
    assembly: prepared.assembly,
    record: null,
    dropped: present.has(wanted.chrom) ? "not_in_input" : "contig_not_in_input",
    checks: [],
    genes: [],
  };
  let key = alleleKey(wanted);
  const makes = makesOf(scanned?.parts ?? [], wanted.chrom);
  for (const [i, input] of prepared.inputs.entries()) {
    const plan = prepared.plans[i];
    if (plan === undefined) continue;
    const compiled = compilePlan(plan);
    const linesAt = (pos: number): string[] => {
      const taken = watched[i] ?? null;
      if (taken !== null) return taken.flatMap((t) => (t.pos === pos ? [t.line] : []));
      return recordsAt(input, wanted.chrom, pos, prepared.policy) ?? [];
    };
    const isInside = (pos: number, last: number): boolean => {
      const region = compiled.regions.get(wanted.chrom);
      region?.rewind();
      return plan.wholeGenome || region?.touches(pos, last) === true;
    };
    // Of an address nothing else was read.
    if (input.remote !== null && present.has(wanted.chrom) && !isInside(wanted.pos, wanted.pos))
      story.dropped = "outside_panel_regions";
    for (const line of linesAt(wanted.pos)) {
      const record = decodeRecord(line, input.header, { path: input.path });
      const alleleIndex = indexOfAllele(record, wanted);
      if (alleleIndex === 0) continue;
      key = alleleKey({
        chrom: wanted.chrom,
        pos: record.pos,
        ref: record.ref,
        alt: record.alts[alleleIndex - 1] ?? "",
      });
      story.record = {
        path: input.path,
        filter: record.filters.join(";") || ".",
        genotypes: prepared.family.people.flatMap((person, p) => {
          const column = plan.sampleColumns[p] ?? -1;
          return column < 0 ? [] : [`${person.id}=${record.sampleTexts[column] ?? "."}`];
        }),
      };
      const last = record.pos + record.ref.length - 1;
      const inside = isInside(record.pos, last);
      story.checks.push({
        id: "panel_regions",
        outcome: inside ? "pass" : "fail",
        value: `${record.contig}:${record.pos}-${last}`,
        limit: plan.wholeGenome ? "whole genome" : "a panel gene's extent plus margin",
        rule: "DEC-16",
      });
      const kind = record.altKinds[alleleIndex - 1];
      const none =
        kind === "seq" ? null : noSequenceAllele({ ...record, altKinds: [kind ?? "none"] });
      const judged = judgeRecord(record, compiled, {
        chrom: wanted.chrom,
        sitesAt: (pos) => sitesAt(pos, { input, linesAt, isInside, before: record.pos }),
        makes,
        trace: true,
      });
      const mine = judged.find((j) => j.alleleIndex === alleleIndex);
      story.checks.push(...(mine?.checks ?? []));
      story.dropped = !inside ? "outside_panel_regions" : (mine?.dropped ?? none);
    }
  }
  if (!assessed.withheld.maySay(key))
    return { ...story, record: null, dropped: "withheld", checks: [] };
  for (const { input, output } of assessed.genes) {
    if (!input.variants.some((v) => v.key === key)) continue;
    // Of the allele in another gene.
    if (!assessed.withheld.maySayGene(input)) continue;
    story.dropped = null;
    const holds = (c: SideCandidate | Candidate): boolean =>
      c.variants.some((v) => variantKey(v) === key);
    const isShown = (c: SideCandidate | Candidate): boolean =>
      holds(c) && !assessed.withheld.ids.has(c.candidateId);
    const quality = input.variants
      .find((v) => v.key === key)
      ?.variant.checks.find((c) => c.id === "quality");
    if (quality !== undefined && !story.checks.some((c) => c.id === "quality"))
      story.checks.push(quality);
    const { result } = assessed;
    story.genes.push({
      gene: input.gene.symbol,
      panels: (input.tableGene?.rows ?? []).map((row) => {
        const panel = input.panels[row.panel];
        return `${panel?.name ?? "?"} ${panel?.version ?? ""} ${row.confidence}: ${row.modeText || "no mode of inheritance"}`;
      }),
      models: input.inheritance.results.filter((m) => m.alleles.includes(key)),
      dropped:
        output.dropped.filter((d) => d.key === key).map((d) => `${d.reason}: ${d.detail}`)[0] ??
        null,
      candidates: [
        ...output.candidates.filter(isShown).map((c) => ({
          rank: result.candidates.findIndex((r) => r.candidateId === c.candidateId) + 1 || null,
          id: c.candidateId,
          tier: c.tier,
          list: null,
          score: c.score,
          flags: c.flags,
          reason: c.reason,
          ...evidenceOf(result.candidates, c.candidateId, key),
        })),
        ...output.side.filter(isShown).map((c) => ({
          rank: null,
          id: c.candidateId,
          tier: null,
          list: c.list,
          score: c.score,
          flags: c.flags,
          reason: c.reason,
          ...evidenceOf(result.side, c.candidateId, key),
        })),
      ],
    });
  }
  return story;
}

/** BCSQ-02: what a pointer finds, as the scan finds it: earlier records in scope and in reach. */
function sitesAt(
  pos: number,
  from: {
    input: Input;
    linesAt: (pos: number) => string[];
    isInside: (pos: number, last: number) => boolean;
    before: number;
  },
): VcfRecord[] {
  if (pos > from.before || pos < from.before - POINTER_REACH) return [];
  return from
    .linesAt(pos)
    .map((line) => decodeRecord(line, from.input.header, { path: from.input.path }))
    .filter((record) => from.isInside(record.pos, record.pos + record.ref.length - 1));
}

/** The judged twin of a candidate. */
function evidenceOf(
  judged: readonly SideCandidate[] | readonly Candidate[],
  id: string,
  key: string,
): { acmg: AcmgEvidence | null; knowledge: VariantKnowledge | null } {
  const candidate = judged.find((c) => c.candidateId === id);
  const variant = candidate?.variants.find((v) => variantKey(v) === key);
  return { acmg: variant?.acmg ?? null, knowledge: variant?.knowledge ?? null };
}

/** 1-based ALT number of the wanted allele, as written or after trimming (VCF-50); 0: not here. */
function indexOfAllele(record: VcfRecord, wanted: Wanted): number {
  const goal = minimalRepresentation(wanted.pos, wanted.ref, wanted.alt);
  return (
    record.alts.findIndex((alt) => {
      if (record.ref === wanted.ref && alt === wanted.alt) return true;
      const own = minimalRepresentation(record.pos, record.ref, alt);
      return own.pos === goal.pos && own.ref === goal.ref && own.alt === goal.alt;
    }) + 1
  );
}
