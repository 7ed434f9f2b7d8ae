/** The text of `archive text` for one variant: facts from the run that shows it, and people's decisions. */
import { isDisputed } from "../archive/index.ts";
import type { CandidateVerdict, Dataset, RunFile } from "../archive/types.ts";
import { type Allele, alleleKey, variantKey } from "../core/allele.ts";
import { CLASS_WORDS } from "../core/decision.ts";
import { groupedBy } from "../core/grouped.ts";
import {
  fractionText,
  inheritanceWord,
  modeWord,
  originText,
  PHASES,
  predicted,
} from "../rank/index.ts";
import { zygosityWord } from "../report/index.ts";
import { change, phaseBasis } from "../report/text/index.ts";
import type { VariantText } from "../report/text/types.ts";
import type { ReportSideCandidate } from "../report/types.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import { keptAllele } from "./verdict.ts";
import type { Placed } from "./verdict-places.ts";

export async function variantText(
  folder: string,
  dataset: Dataset | undefined,
  placed: Placed,
  latest: RunFile,
): Promise<VariantText> {
  const { allele, said, run, candidate, verdict } = placed;
  const key = alleleKey(allele);
  const variant = candidate?.variants.find((v) => alleleKey(v) === key);
  const [best] = candidate?.models ?? [];
  const at = variant === undefined ? -1 : (best?.alleles.indexOf(variantKey(variant)) ?? -1);
  const other = candidate?.variants.find((v) => alleleKey(v) !== key);
  const gene = candidate?.gene.symbol ?? verdict.gene ?? "";
  const origin = best === undefined ? null : originText(best, at);
  const grade = best?.deNovo[at] ?? null;
  const phase = best?.phase ?? null;
  return {
    gene,
    hgnc: candidate?.gene.hgncId ?? "",
    ...(await namesIn(folder, dataset, { allele, gene, variant })),
    genomic: genomicName(allele),
    build: run?.report.assembly ?? verdict.assembly,
    zygosity: variant === undefined ? NOT_SHOWN : zygosityText(variant),
    origin:
      origin === null
        ? "parental origin not determined"
        : `${origin}${grade === null ? "" : ` (de novo, ${grade.toLowerCase()} confidence)`}`,
    phase: phase === null ? "" : PHASES[phase],
    phase_basis: best === undefined ? "" : phaseBasis(best),
    partner: other === undefined ? "" : genomicName(other),
    inheritance: candidate === null ? "" : (inheritanceWord(candidate, "full") ?? ""),
    modes: (candidate?.panels ?? [])
      .map((p) => `${modeWord(p.mode)} (${[p.name, p.version].filter(Boolean).join(" ")})`)
      .join("; "),
    diseases: diseasesOf(candidate),
    disputed: isDisputed(said) ? "people recorded different decisions" : "",
    verdicts: said.map(verdictText),
    note: [...noteOf(run, latest), ...(isOneHit(placed) ? [ONE_HIT] : [])].join("; "),
  };
}

const NOT_SHOWN = "not known: no run has it as a candidate";

/** DEC-50: what was not called may be there. */
const ONE_HIT =
  "no second hit was called in the files that were read; single-exon, complex, inverted and deep intronic changes can be missed";

/** DEC-09. */
function isOneHit({ run, candidate }: Placed): boolean {
  const list = run?.report.untiered.one_hit ?? [];
  return list.some(({ candidateId }) => candidateId === candidate?.candidateId);
}

function noteOf(run: RunFile | null, latest: RunFile): string[] {
  if (run === null) return ["no run of this case has it as a candidate"];
  if (run.run === latest.run) return [];
  const day = run.date.slice(0, 10);
  return [`no longer a candidate in run ${latest.run}; described as of run ${run.run}, ${day}`];
}

function genomicName({ chrom, pos, ref, alt }: Allele): string {
  return `${chrom}:${pos} ${ref}>${alt}`;
}

function zygosityText({
  zygosity,
  mitochondrial,
}: ReportSideCandidate["variants"][number]): string {
  const fractions = mitochondrial === undefined ? "" : fractionText(mitochondrial);
  return fractions === "" ? zygosityWord(zygosity) : `${zygosityWord(zygosity)} (${fractions})`;
}

function verdictText(said: CandidateVerdict): VariantText["verdicts"][number] {
  const { kind, class: of, criteria, why, by, date, carried } = said;
  return {
    decision: kind,
    class: of ?? "",
    class_words: of === null ? "" : CLASS_WORDS[of],
    criteria: criteria ?? "",
    comment: why ?? "",
    by,
    date,
    carried: carried ? "recorded on other data of this person: to be confirmed" : "",
  };
}

/** Each disease and mode once, by the first source that names it. */
function diseasesOf(candidate: ReportSideCandidate | null): VariantText["diseases"] {
  const known = candidate?.geneKnowledge?.diseases ?? [];
  const each = groupedBy(
    known,
    ({ disease, diseaseId, mode }) => `${diseaseId ?? disease} ${mode}`,
  );
  return [...each.values()].flatMap(([first]) =>
    first === undefined
      ? []
      : [
          {
            name: first.disease,
            id: first.diseaseId ?? "",
            mode: first.modeText,
            source: [first.source, first.release].filter((part) => part !== "").join(" "),
          },
        ],
  );
}

type Names = Pick<VariantText, "ensembl" | "refseq" | "protein" | "transcript">;

interface ToName {
  allele: Allele;
  gene: string;
  variant: ReportSideCandidate["variants"][number] | undefined;
}

/** On MANE Select where the kept annotation has it, else on the transcript that the run reports. */
async function namesIn(
  folder: string,
  dataset: Dataset | undefined,
  { allele, gene, variant }: ToName,
): Promise<Names> {
  const { chrom, pos, ref, alt } = allele;
  const minimal = { chrom, ...minimalRepresentation(pos, ref, alt) };
  const kept = dataset === undefined ? null : await keptAllele(folder, dataset, minimal);
  const { entries = [], rows = [] } = kept?.annotation ?? {};
  const isMane = ({ symbol, maneSelect, hgvsc }: (typeof entries)[number]): boolean =>
    maneSelect && hgvsc !== "" && (gene === "" || symbol === gene);
  const mane = entries.findIndex(isMane);
  const used = entries[mane] ?? variant?.consequence ?? entries[0];
  if (variant?.mitochondrial !== undefined)
    return {
      ensembl: variant.mitochondrial.name,
      refseq: "",
      protein: predicted(change(variant.consequence.hgvsp)),
      transcript: "named on the mitochondrial genome",
    };
  if (used === undefined)
    return { ensembl: "", refseq: "", protein: "", transcript: "the annotation names none" };
  const column =
    kept?.layout.columns.findIndex((name) => name.toUpperCase() === "MANE_SELECT") ?? -1;
  const counterpart = rows[mane]?.[column] ?? "";
  const others = entries.filter(isMane).map(({ transcript }) => transcript);
  const dna = change(used.hgvsc);
  const nameOn = (set: RegExp): string => {
    const id = [used.transcript, ...others, counterpart].find((one) => set.test(one));
    return id === undefined || dna === "" ? "" : `${id}:${dna}`;
  };
  return {
    ensembl: nameOn(/^ENST/),
    refseq: nameOn(/^N[MR]_/),
    protein: predicted(change(used.hgvsp)),
    transcript: mane >= 0 ? "MANE Select" : otherTranscript(used),
  };
}

function otherTranscript({
  manePlusClinical,
  canonical,
}: ReportSideCandidate["variants"][number]["consequence"]): string {
  if (manePlusClinical) return "MANE Plus Clinical";
  const what = canonical ? "the canonical transcript" : "the transcript that the analysis reports";
  return `${what}; the annotation does not name it on MANE Select`;
}
