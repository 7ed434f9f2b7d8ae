/** The name of a variant in text for people, and each person's fraction of a mitochondrial one. */
import { thousands } from "../core/text.ts";
import { eventName } from "./event-words.ts";
import type { CandidateVariant, Mitochondrial, ShownEvent } from "./types.ts";

type Named = Pick<CandidateVariant, "consequence" | "mitochondrial"> & {
  event?: Pick<ShownEvent, "kind" | "length" | "inserted" | "ends">;
};

/**
 * The DNA's change and the protein's, as the annotation names them (VEP percent-encodes `=`); of mitochondrial
 * DNA the name on its own sequence (m.), which its genes' transcripts do not give. Empty: not told.
 */
export function namesOf({ consequence, mitochondrial, event }: Named): {
  dna: string;
  protein: string;
} {
  if (event !== undefined) return { dna: eventName(event), protein: "" };
  const { hgvsc, hgvsp } = consequence;
  const decoded = (text: string): string => text.replaceAll(/%3D/gi, "=");
  return { dna: mitochondrial?.name ?? decoded(hgvsc), protein: decoded(hgvsp) };
}

/** By what a variant is known at a glance: the protein's change, else the DNA's; both of mitochondrial DNA. */
export function nameOf(variant: Named): string {
  const { dna, protein } = namesOf(variant);
  if (variant.mitochondrial === undefined) return protein || dna;
  return protein === "" ? dna : `${dna} ${protein.slice(protein.lastIndexOf(":") + 1)}`;
}

/** `p.Arg466Ter` as HGVS writes what was predicted and not observed: `p.(Arg466Ter)`. What has its brackets, or is `p.?`, stays. */
export function predicted(protein: string): string {
  return protein.replace(/(^|:)p\.([^(?].*)$/, "$1p.($2)");
}

/** `57 % of 1,200 reads, mother 9 % of 1,100`: proband first; who shows no fraction is left out. */
export function fractionText({ people }: Mitochondrial): string {
  const parts = people.flatMap(({ role, fraction, depth }, i) => {
    if (fraction === null) return [];
    const who = role === "proband" ? "" : `${role.replaceAll("_", " ")} `;
    const reads = depth === null ? "" : ` of ${thousands(depth)}${i === 0 ? " reads" : ""}`;
    return [`${who}${percent(fraction)}${reads}`];
  });
  return parts.join(", ");
}

/** Whole from ten upwards, with one decimal below: 0.4 % is not nothing. */
function percent(fraction: number): string {
  const share = 100 * fraction;
  return `${share >= 10 ? Math.round(share) : Number(share.toFixed(1))} %`;
}
