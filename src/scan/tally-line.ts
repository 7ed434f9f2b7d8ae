/** Lines in the sample windows, counted for the sample checks (DEC-15). INFO is not read. */
import { locusClass } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { fingerprintSites } from "../core/fingerprint-sites.ts";
import { addToTally, type Tally, type TallyCall } from "../pedigree/tally.ts";
import { classifyAlt, decodeRecord, sampleCall } from "../vcf/index.ts";
import type { Columns } from "./gates/columns.ts";
import { passesFilterColumn } from "./gates/gates.ts";
import type { ScanPlan } from "./types.ts";
import { tallyCall, tallyKeys, type TallyKeys } from "./tally-call.ts";

const { TAB, LESS_THAN } = BYTE;

export class LineTally {
  private readonly plan: ScanPlan;
  private readonly allowed: ReadonlySet<string>;
  /** FORMAT of the line before: a file has few. */
  private format: Buffer = Buffer.alloc(0);
  private keys: TallyKeys | null = null;
  /** By column after FORMAT, as far as the family's last: the person; -1: nobody's. */
  private readonly personOf: readonly number[];
  /** The fingerprint's sites by `chrom:pos`. */
  private readonly sites: ReadonlyMap<string, number>;

  constructor(plan: ScanPlan) {
    this.plan = plan;
    const { sampleColumns } = plan;
    this.personOf = Array.from({ length: Math.max(-1, ...sampleColumns) + 1 }, (_, column) =>
      sampleColumns.indexOf(column),
    );
    this.sites = new Map(
      fingerprintSites(plan.assembly).map(({ chrom, pos }, i) => [`${chrom}:${pos}`, i]),
    );
    this.allowed = new Set(["PASS", ".", ...plan.policy.filter.allow.map((a) => a.toUpperCase())]);
  }

  /**
   * Counts the line in `tally`.
   * @param pos 1-based
   * @throws ToolError E_VCF_RECORD where the samples need the full decoder
   */
  add(tally: Tally, data: Buffer, at: Columns, chrom: string, pos: number): void {
    const { assembly, roles, policy } = this.plan;
    const isSnv =
      at.alt - at.ref === 2 &&
      at.qual - at.alt === 2 &&
      isBase(data[at.ref] as number) &&
      isBase(data[at.alt] as number);
    const site = isSnv ? this.siteOf(data, at, chrom, pos) : undefined;
    addToTally(
      tally,
      {
        chrom,
        pos,
        locus: locusClass(assembly, chrom, pos),
        isSnv,
        isGvcfBlock: data[at.alt] === LESS_THAN && isGvcfBlock(data, at),
        filterPassed: this.passes(data, at),
        calls: isSnv ? this.calls(data, at) : [],
        site,
        rsId: site === undefined ? undefined : rsIdOf(data, at),
      },
      roles,
      policy.sampleChecks,
    );
  }

  private siteOf(data: Buffer, at: Columns, chrom: string, pos: number): number | undefined {
    const site = this.sites.get(`${chrom}:${pos}`);
    if (site === undefined) return undefined;
    const { ref, alt } = fingerprintSites(this.plan.assembly)[site] ?? {};
    const isSame =
      data.toString("latin1", at.ref, at.ref + 1).toUpperCase() === ref &&
      data.toString("latin1", at.alt, at.alt + 1).toUpperCase() === alt;
    return isSame ? site : undefined;
  }

  private passes(data: Buffer, { filter, info }: Columns): boolean {
    if (passesFilterColumn(data, filter, info - 1, true)) return true;
    const names = data.toString("latin1", filter, info - 1).toUpperCase();
    return names.split(";").every((name) => this.allowed.has(name));
  }

  private calls(data: Buffer, at: Columns): (TallyCall | null)[] {
    const { personOf } = this;
    let column = this.readFormat(data, at.infoEnd + 1);
    const { keys } = this;
    if (keys === null) return this.decodedCalls(data, at);
    const calls: (TallyCall | null)[] = [];
    for (let i = 0; i < this.plan.sampleColumns.length; i++) calls.push(null);
    for (let sample = 0; sample < personOf.length && column < at.end; sample++) {
      const start = column + 1;
      const person = personOf[sample] as number;
      if (person >= 0) {
        const call = tallyCall(data, start, keys);
        if (call === null) return this.decodedCalls(data, at);
        calls[person] = call;
      }
      column = start;
      while (column < at.end && data[column] !== TAB) column++;
    }
    return calls;
  }

  /** Reads FORMAT at `start`. @returns the offset of its end */
  private readFormat(data: Buffer, start: number): number {
    const { format } = this;
    const n = format.length;
    let k = 0;
    while (k < n && data[start + k] === format[k]) k++;
    if (n > 0 && k === n && data[start + n] === TAB) return start + n;
    const tab = data.indexOf(TAB, start);
    this.format = Buffer.from(data.subarray(start, tab));
    this.keys = tallyKeys(this.format.toString("latin1"));
    return tab;
  }

  private decodedCalls(data: Buffer, at: Columns): (TallyCall | null)[] {
    const { header, sampleColumns } = this.plan;
    const text = `${data.toString("latin1", at.start, at.info)}.${data.toString("utf8", at.infoEnd, at.end)}`;
    const record = decodeRecord(text, header, { path: header.path });
    return sampleColumns.map((column) => (column < 0 ? null : sampleCall(record, column)));
  }
}

/** Of an ID column such as `rs123` or `rs123;COSV1`. */
function rsIdOf(data: Buffer, { contigEnd, ref }: Columns): number | undefined {
  const [, , id = ""] = data.toString("latin1", contigEnd, ref - 1).split("\t");
  const [, number] = /(?:^|;)rs(\d{1,12})(?:;|$)/.exec(id) ?? [];
  return number === undefined ? undefined : Number(number);
}

function isGvcfBlock(data: Buffer, { ref, alt, qual }: Columns): boolean {
  const [refText, altText] = [
    data.toString("latin1", ref, alt - 1),
    data.toString("latin1", alt, qual - 1),
  ];
  return classifyAlt(altText.toUpperCase(), refText) === "gvcf";
}

/** A, C, G or T of either case. */
function isBase(c: number): boolean {
  const lower = c | 32;
  return lower === 97 || lower === 99 || lower === 103 || lower === 116;
}
