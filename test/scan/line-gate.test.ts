// The reasons that the gates of a whole line find, in their order, and what they leave to the judgement.
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../../src/core/policy.ts";
import type { Batch } from "../../src/scan/batch.ts";
import type { DropReason } from "../../src/scan/types.ts";
import { compilePlan } from "../../src/scan/compile.ts";
import { noColumns, readColumns } from "../../src/scan/gates/columns.ts";
import { LineGate } from "../../src/scan/gates/line-gate.ts";
import { distilCriteria } from "../../src/scan/keep/distil-criteria.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";

const batch = (of: Partial<Record<"chrom" | "known" | "exempt" | "unnamed", unknown>> = {}) =>
  ({
    chrom: of.chrom ?? "1",
    isKnown: () => of.known === true,
    mayBeExempt: () => of.exempt === true,
    mayBeUnnamed: () => of.unnamed === true,
  }) as unknown as Batch;

// Without a key of ClinVar, which may rescue whatever a gate would drop.
const header = headerText({ samples: ["C", "D"] }).replaceAll(/##INFO=<ID=CLN.*\n/g, "");

const archive = distilCriteria(DEFAULT_POLICY, true);

interface Asked {
  /** For an archive. */
  distil?: boolean;
  /** Bases that the record touches; one where it is left out. */
  bases?: number;
  record?: Partial<RecordOptions>;
  policy?: (policy: Policy) => void;
  of?: Parameters<typeof batch>[0];
  header?: string;
  change?: (line: string) => string;
}

function looked({ record, policy, distil, change = (line) => line, header: text = header }: Asked) {
  const made = planFor({ header: text, ...(policy === undefined ? {} : { policy }) });
  const plan = distil === true ? { ...made, distil: archive } : made;
  const line = change(
    recordText({ pos: 1500, genotypes: ["0/1", "0/0"], consequence: "intron_variant", ...record }),
  );
  const data = Buffer.from(`${line}\n`);
  const at = noColumns();
  readColumns(data, 0, data.length, Buffer.alloc(0), 2, 0, at);
  return { gate: new LineGate(compilePlan(plan)), data, at };
}

function gated(asked: Asked) {
  const { gate, data, at } = looked(asked);
  return gate.reasonOf(data, at, at.pos + (asked.bases ?? 1) - 1, batch(asked.of));
}

describe("why a line is dropped at a glance", () => {
  it.each<[string, Asked, string | null]>([
    ["a harmless consequence", {}, "consequence"],
    ["what can make a candidate", { record: { consequence: "stop_gained" } }, null],
    ["too common", { record: { af: 0.2 } }, "frequency"],
    ["too common and damaging", { record: { af: 0.2, consequence: "stop_gained" } }, "frequency"],
    ["failed FILTER", { record: { filter: "LowQual" } }, "filter"],
    ["FILTER that is missing", { record: { filter: "." } }, "consequence"],
    [
      "FILTER that is missing, where it must not be",
      { record: { filter: "." }, policy: (p) => (p.filter.acceptMissing = false) },
      "filter",
    ],
    [
      "failed FILTER, with some allowed: judged",
      { record: { filter: "LowQual" }, policy: (p) => p.filter.allow.push("Other") },
      null,
    ],
    [
      "failed FILTER, where ClinVar may rescue: judged",
      { record: { filter: "LowQual" }, header: headerText({ samples: ["C", "D"] }) },
      null,
    ],
    ["not carried", { record: { genotypes: ["0/0", "0/1"] } }, "proband_not_carrier"],
    [
      "not carried, models of inheritance off",
      {
        record: { genotypes: ["0/0", "0/1"] },
        policy: (p) => (p.inheritance.enabled = false),
      },
      "consequence",
    ],
    ["common, an odd genotype: judged", { record: { af: 0.2, genotypes: ["0/2", "0/0"] } }, null],
    ["common, not called: judged", { record: { af: 0.2, genotypes: ["./.", "0/0"] } }, null],
    [
      "common, GT not first: judged",
      { record: { af: 0.2 }, change: (l) => l.replace("\tGT:AD", "\tAD:GT") },
      null,
    ],
    ["an odd ALT: judged", { record: { alt: "*" } }, null],
    ["two ALTs: judged", { record: { alt: "A,T" } }, null],
    ["of the store's classifications: judged", { of: { known: true } }, null],
    ["on the mitochondrion: judged", { of: { chrom: "MT" }, record: { af: 0.2 } }, null],
    [
      "exempt from frequency, and harmless: judged",
      { of: { exempt: true }, record: { af: 0.2 } },
      null,
    ],
    ["in a gene that may be named later: judged", { of: { unnamed: true } }, null],
    ["for an archive, far from exons", { distil: true }, "consequence"],
    [
      "for an archive, near one: judged",
      { distil: true, record: { consequence: "missense_variant" } },
      null,
    ],
    [
      "for an archive, whatever FILTER says",
      { distil: true, record: { filter: "LowQual" } },
      "consequence",
    ],
    [
      "for an archive, not carried",
      { distil: true, record: { genotypes: ["0/0", "0/1"] } },
      "proband_not_carrier",
    ],
    [
      "for an archive, twice as common as a policy allows",
      { distil: true, record: { af: 0.03 } },
      "frequency",
    ],
    [
      "for an archive, a little more common than that: kept",
      { distil: true, record: { af: 0.015, consequence: "missense_variant" } },
      null,
    ],
    [
      "for an archive, of as many bases as a deletion that an event may need has",
      { distil: true, bases: archive.deletions ?? 0 },
      "consequence",
    ],
    [
      "for an archive, one base more: judged",
      { distil: true, bases: (archive.deletions ?? 0) + 1 },
      null,
    ],
    ["there, too common all the same", { of: { unnamed: true }, record: { af: 0.2 } }, "frequency"],
  ])("%s", (_, asked, reason) => {
    expect(gated(asked)).toBe(reason);
  });
});

describe("what a dropped line would have damaged", () => {
  const stop = { consequence: "stop_gained" };
  const damage = (reason: DropReason, asked: Asked) => {
    const { gate, data, at } = looked(asked);
    return gate.damageOf(data, at, at.pos, reason, batch(asked.of));
  };

  it.each<[string, DropReason, Asked, string]>([
    ["a gene, by an allele that he carries", "frequency", { record: stop }, "damaging"],
    ["nothing, by a harmless one", "frequency", {}, "none"],
    ["nothing that he has", "proband_not_carrier", { record: stop }, "none"],
    [
      "nothing: he has two of the reference",
      "filter",
      { record: { ...stop, genotypes: ["0/0", "0/1"] } },
      "none",
    ],
    [
      "perhaps: his genotype is not called",
      "filter",
      { record: { ...stop, genotypes: ["./.", "0/1"] } },
      "unsure",
    ],
    [
      "perhaps: his genotype is an odd one",
      "filter",
      { record: { ...stop, genotypes: ["0/2", "0/1"] } },
      "unsure",
    ],
    [
      "perhaps: GT stands second",
      "filter",
      { record: stop, change: (line) => line.replace("\tGT:AD", "\tAD:GT") },
      "unsure",
    ],
    [
      "perhaps: on the mitochondrion a call may be of few reads",
      "filter",
      { record: { ...stop, genotypes: ["0/0", "0/1"] }, of: { chrom: "MT" } },
      "unsure",
    ],
    ["nothing: the one annotator called it harmless", "consequence", { record: stop }, "none"],
  ])("%s (%s)", (_, reason, asked, found) => {
    expect(damage(reason, asked)).toBe(found);
  });
});
