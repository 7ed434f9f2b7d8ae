/** PVS1 at the first two and the last two bases of an intron: what skipping the exon would do. */
import { counted } from "../core/counted.ts";
import type { AcmgInput, AcmgSettings, ExonFacts, Inputs, TranscriptFacts } from "./types.ts";
import { codingLength, codingStarts, decayByExons } from "./nmd.ts";
import { type Branch, truncated, unknown } from "./pvs1-stop.ts";
import { has } from "./terms.ts";

export function spliceBranch(input: AcmgInput, t: TranscriptFacts, settings: AcmgSettings): Branch {
  if (t.skip !== undefined) return modelled(input, t, settings);
  const { intron, exons } = t;
  const inputs: Inputs = {
    intron: intron === null ? null : `${intron.number}/${intron.total}`,
    geneModel: exons !== null,
  };
  if (intron === null) return unknown("which intron it is, is not told", inputs);
  if (exons === null)
    return unknown("whether losing the exon keeps the frame is not known: no exon lengths", inputs);
  // The donor of intron k belongs to exon k, its acceptor to exon k + 1.
  const both = has(t, "splice_donor_variant") && has(t, "splice_acceptor_variant");
  const skipped = intron.number - (has(t, "splice_donor_variant") ? 1 : 0);
  const exon = exons[skipped];
  if (exon === undefined || both) return unknown("which exon is lost cannot be told", inputs);
  Object.assign(inputs, { skippedExon: skipped + 1, skippedCoding: exon.coding });
  if (exon.coding === 0) return unknown("the exon is not translated", inputs);
  if (skipped === exons.findIndex((e) => e.coding > 0))
    return unknown("the exon has the start codon", inputs);
  const branch = skip(input, settings, exons, skipped, inputs);
  return asked(branch, false, crypticInFrame(input, settings));
}

/** By the gene model (PV-03, PV-04): the joined mRNA was read. */
function modelled(
  input: AcmgInput,
  { skip: found, intron }: TranscriptFacts,
  settings: AcmgSettings,
): Branch {
  const place = intron === null ? null : `${intron.number}/${intron.total}`;
  const inputs: Inputs = { intron: place, geneModel: true };
  if (!found) return unknown("which exon is lost cannot be told", inputs);
  const { exon, coding, inFrame, stopCodon, decay, removed } = found;
  Object.assign(inputs, { skippedExon: exon, skippedCoding: coding, stopCodon });
  if (found.noncanonical)
    return unknown("the intron does not begin with GT and end with AG", inputs);
  if (found.place === "untranslated") return unknown("the exon is not translated", inputs);
  if (found.place === "start") return unknown("the exon has the start codon", inputs);
  const isLost = found.place === "inside" && !inFrame;
  const frame = inFrame ? "keeps the frame" : "shifts the frame or makes a stop";
  const why =
    found.place === "stop"
      ? "the exon with the stop codon is lost"
      : `skipping exon ${exon} ${frame}`;
  const known: Inputs = { ...inputs, decay: decay === null ? null : decay.nmd === "predicted" };
  const branch: Branch =
    isLost && decay?.nmd === "predicted"
      ? { strength: "very_strong", reason: `${why}, decay is expected`, inputs: known }
      : truncated(input, settings, {
          removed,
          why: isLost ? `${why}, no decay` : why,
          inputs: known,
        });
  return asked(branch, found.siteKept, crypticInFrame(input, settings));
}

/** What makes a suggestion of a branch: a site that stands, or a new one, in the lost one's place. */
function asked(branch: Branch, siteKept: boolean, cryptic: number | null): Branch {
  if (!("strength" in branch)) return branch;
  const ask = siteKept
    ? "the two bases of the site still stand when the change is written elsewhere"
    : cryptic === null
      ? undefined
      : `a new site ${counted(cryptic, "base")} away keeps the frame: judge its product`;
  return ask === undefined ? branch : { ...branch, ask };
}

function skip(
  input: AcmgInput,
  settings: AcmgSettings,
  exons: readonly ExonFacts[],
  skipped: number,
  inputs: Inputs,
): Branch {
  const coding = exons[skipped]?.coding ?? 0;
  const all = codingLength(exons);
  const atStop = skipped === exons.findLastIndex((e) => e.coding > 0);
  if (atStop || coding % 3 === 0)
    return truncated(input, settings, {
      removed: coding / all,
      why: atStop
        ? "the exon with the stop codon is lost"
        : `skipping exon ${skipped + 1} keeps the frame`,
      inputs,
    });
  // The frame is lost from the next exon on; where in it the stop comes needs the sequence.
  const from = codingStarts(exons)[skipped + 1] ?? all;
  const decay = decayByExons(exons, from, settings.pvs1.escapeBases);
  const known: Inputs = { ...inputs, decay: decay.decays, approximate: true };
  const why = `skipping exon ${skipped + 1} shifts the frame`;
  if (decay.decays === true)
    return { strength: "very_strong", reason: `${why}, decay is expected`, inputs: known };
  const start = codingStarts(exons)[skipped] ?? 1;
  return truncated(input, settings, {
    removed: (all - start + 1) / all,
    why: `${why}, no decay`,
    inputs: known,
  });
}

/** Distance of a gained site that takes the lost one's place in frame; null: none is predicted. */
function crypticInFrame({ predictors }: AcmgInput, { splicing }: AcmgSettings): number | null {
  const found = (predictors.spliceAi?.gains ?? []).find(
    ({ score, shift }) =>
      score >= splicing.pathogenic &&
      shift !== null &&
      shift > 0 &&
      shift <= splicing.crypticBases &&
      shift % 3 === 0,
  );
  return found?.shift ?? null;
}
