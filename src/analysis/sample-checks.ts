/** What the sample checks of a run lead to: warnings, or its end. */
import { ToolError } from "../core/errors.ts";
import type { Told } from "../core/warnings.ts";
import { isSexGiven, type SampleAssessment, type SampleCheck } from "../pedigree/index.ts";
import { variantKey } from "../core/allele.ts";
import type { Candidate, SideCandidate } from "../rank/types.ts";
import type { checkIdentity } from "./identity-check.ts";
import type { Prepared } from "./prepare.ts";

/** DEC-18: neutral words; VCF-61: a sex mismatch stops the run unless it is forced. */
export function checkSamples(verdict: SampleAssessment, { family, options }: Prepared): Told[] {
  if (verdict.sexMismatch.length === 0 || options.forceSex)
    return verdict.checks.filter(isTold).map(warningOf);
  const proband = family.people[family.proband]?.id;
  const found = verdict.sexMismatch.map((i) => {
    const { id = "?", sex = "?" } = family.people[i] ?? {};
    const from = isSexGiven(options.sex, id, proband) ? "--sex" : "the pedigree";
    const check = verdict.checks.find((c) => c.check === "sex" && c.subject === id);
    return { id, said: `is ${sex} by ${from}; ${check?.detail ?? ""}` };
  });
  throw new ToolError("E_SAMPLE_CHECK", found.map(({ said }) => `a sample ${said}`).join("; "), {
    hint: "Check for swapped samples, or add --force-sex to keep the stated sex.",
    named: { message: found.map(({ id, said }) => `${id} ${said}`).join("; ") },
  });
}

export function isTold({ outcome }: SampleCheck): boolean {
  return outcome === "failed" || outcome === "warning";
}

/** IDT-01. @throws ToolError E_IDENTITY: a sample is somebody else's */
export async function checkedIdentity(
  identity: Parameters<typeof checkIdentity>[0],
  scanned: Parameters<typeof checkIdentity>[1],
): Promise<SampleCheck[]> {
  // Few runs have any.
  if (Object.keys(identity).length === 0) return [];
  const { checkIdentity: check } = await import("./identity-check.ts");
  return check(identity, scanned);
}

export function warningOf({ check, subject, detail }: SampleCheck): Told {
  return { code: "sample_check", facts: { check, subject, detail } };
}

/** DN-04: HIGH de novos with a coding consequence. */
export function codingDeNovos(
  candidates: readonly (Candidate | SideCandidate)[],
  inBoth: ReadonlyMap<string, string> = new Map(),
): number {
  const keys = candidates.flatMap(({ models, variants }) => {
    const coding = new Set(
      variants
        .filter(({ consequence: { class: of } }) => of === "lof" || of === "protein_altering")
        .map(variantKey),
    );
    return models.flatMap(({ alleles, deNovo }) =>
      alleles.filter((key, i) => deNovo[i] === "HIGH" && coding.has(key)),
    );
  });
  return new Set(keys.map((key) => inBoth.get(key) ?? key)).size;
}
