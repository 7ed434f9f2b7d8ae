/** Whether the loss of this gene is known to cause the disease (section 5.2, first precondition; PA-02). */
import type { AcmgInput } from "../model.ts";
import { isBiallelic } from "./frequency.ts";
import type { AcmgSettings } from "./outcome.ts";

interface Mechanism {
  /** `likely`: constraint and ClinVar speak for it; PVS1 is then suggested, at most Strong. */
  standing: "established" | "likely" | "excluded" | "unknown";
  basis: string;
}

export function lofMechanism(input: AcmgInput, settings: AcmgSettings): Mechanism {
  const { gene, disease } = input;
  const { haploinsufficiency: score, loeuf, clinvar } = gene;
  if (gene.lofNotMechanism)
    return { standing: "excluded", basis: "the panel says that loss of function is not the cause" };
  const listed = settings.lofGenes.some(
    (g) => g === gene.symbol || (g === gene.hgncId && g !== ""),
  );
  if (listed) return { standing: "established", basis: "listed by the user" };
  if (score === 3) return { standing: "established", basis: "ClinGen haploinsufficiency 3" };
  if (isBiallelic(disease)) {
    if (score === 30)
      return { standing: "established", basis: "ClinGen haploinsufficiency 30, recessive" };
    if (gene.recessiveGreen)
      return { standing: "established", basis: "green on a panel with a recessive mode" };
  }
  if (score === 40)
    return { standing: "excluded", basis: "ClinGen haploinsufficiency 40: unlikely" };
  const { maxLoeuf, minPathogenicLof } = settings.pvs1;
  if (loeuf !== null && clinvar !== null) {
    if (loeuf < maxLoeuf && clinvar.pathogenicLof >= minPathogenicLof) {
      const basis = `LOEUF ${loeuf}, ${clinvar.pathogenicLof} P or LP loss-of-function alleles in ClinVar`;
      return { standing: "likely", basis };
    }
  }
  return {
    standing: "unknown",
    basis: "nothing at hand says that loss of function is the mechanism",
  };
}
