/** PVS1 at the first two and the last two bases of an intron: what skipping the exon would do. */
import { counted } from "../core/counted.ts";
import type { AcmgInput, AcmgSettings, Inputs, TranscriptFacts } from "./types.ts";
import { type Branch, truncated, unknown } from "./pvs1-stop.ts";

/** By the gene model (PV-03, PV-04): the joined mRNA was read. Without one nothing can be said. */
export function spliceBranch(
  input: AcmgInput,
  { skip: found, intron }: TranscriptFacts,
  settings: AcmgSettings,
): Branch {
  const place = intron === null ? null : `${intron.number}/${intron.total}`;
  const inputs: Inputs = { intron: place, geneModel: found !== undefined };
  if (found === undefined)
    return unknown(
      intron === null
        ? "the intron's number is not given"
        : "without exon lengths, it is not known whether losing the exon keeps the frame",
      inputs,
    );
  if (found === null) return unknown("it is not known which exon is lost", inputs);
  const { exon, coding, inFrame, stopCodon, decay, removed } = found;
  Object.assign(inputs, { skippedExon: exon, skippedCoding: coding, stopCodon });
  if (found.noncanonical)
    return unknown("the intron does not begin with GT and end with AG", inputs);
  if (found.place === "untranslated") return unknown("the exon is not translated", inputs);
  if (found.place === "start") return unknown("the exon has the start codon", inputs);
  const isLost = found.place === "inside" && !inFrame;
  const shift =
    decay === null
      ? "shifts the frame, in which there is no stop, so it is not known whether the message decays"
      : "shifts the frame or creates a stop";
  const frame = inFrame ? "keeps the frame" : shift;
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
          why: isLost && decay !== null ? `${why}, no decay` : why,
          inputs: known,
        });
  return asked(branch, found.siteKept, crypticInFrame(input, settings));
}

/** What makes a suggestion of a branch: a site that stands, or a new one, in the lost one's place. */
function asked(branch: Branch, siteKept: boolean, cryptic: number | null): Branch {
  if (!("strength" in branch)) return branch;
  const ask = siteKept
    ? "the site's two bases remain when the change is written at another position"
    : cryptic === null
      ? undefined
      : `a new site ${counted(cryptic, "base")} away keeps the frame: judge its product`;
  return ask === undefined ? branch : { ...branch, ask };
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
