/**
 * All byte gates for a line in scope, in the order of the full evaluation. They may only drop what the full
 * judgement (`judge.ts`) would drop for the same reason.
 */
import type { Batch } from "../batch.ts";
import type { Columns } from "./columns.ts";
import type { Compiled } from "../compile.ts";
import { damageGate, type Damage, type DamageGate } from "./damage-gate.ts";
import { distilGate } from "../keep/distil.ts";
import { archivePolicy } from "../keep/distil-criteria.ts";
import { frequencyGate, type FrequencyGate } from "./frequency-gate.ts";
import {
  consequenceGate,
  isPlainAlt,
  isPlainCarrier,
  isPlainReference,
  passesFilterColumn,
  rescueGate,
  startsWithGt,
  type ConsequenceGate,
} from "./gates.ts";
import {
  callFilterGate,
  clinvarColumnGate,
  type CallFilterGate,
  type ColumnGate,
} from "./header-gates.ts";
import type { OwnAnnotation } from "../own-annotation.ts";
import type { DropReason } from "../types.ts";

export class LineGate {
  private readonly isHarmful: ConsequenceGate | null;
  private readonly commonness: FrequencyGate;
  private readonly callPasses: CallFilterGate | null;
  private readonly namesClinvar: ColumnGate | null;
  private readonly gatesRarity: boolean;
  private readonly carriersOnly: boolean;
  private readonly gatesFilter: boolean;
  private readonly filterDecides: boolean;
  private readonly acceptMissing: boolean;
  private readonly damage: DamageGate;
  private readonly furtherDamage: DamageGate | null;
  private readonly own: OwnAnnotation | null;
  /** Of an archive: how far from an exon a line is kept; null: it is no archive. */
  private readonly keptMargin: number | null;
  /** Of an archive: a record that touches more bases than this may be kept wherever it lies. */
  private readonly keptBases: number;

  constructor({ plan, layout, fileLayout, layouts, own }: Compiled) {
    const { header, policy, distil } = plan;
    this.own = own;
    this.keptMargin = distil === undefined ? null : distil.margin;
    this.keptBases = distil?.deletions ?? Infinity;
    if (own !== null) this.isHarmful = rescueGate(header);
    else if (distil === undefined) this.isHarmful = consequenceGate(header, layout, policy);
    else this.isHarmful = distilGate(header, layout, distil);
    this.commonness = frequencyGate(
      header,
      fileLayout,
      distil === undefined ? policy : archivePolicy(policy, distil),
    );
    // Of an archive, a ClinVar statement lifts the limit, and a common record may be pointed to (BCSQ-02).
    const { clnsig, customColumns } = header.clinvar;
    const mayPoint = layout?.annotator === "bcsq";
    this.gatesRarity =
      distil === undefined || (clnsig === null && customColumns === undefined && !mayPoint);
    this.callPasses = distil === undefined ? callFilterGate(header) : null;
    this.namesClinvar = clinvarColumnGate(header, fileLayout);
    // BCSQ-02: a record that the proband does not carry may hold the consequence of one that it does.
    this.carriersOnly = policy.inheritance.enabled && (distil === undefined || !mayPoint);
    this.gatesFilter = distil === undefined;
    // ClinVar in the file can rescue a failed FILTER, and so can the allow-list and DRAGEN's FT: then it is judged in full.
    this.filterDecides =
      clnsig === null && policy.filter.allow.length === 0 && header.callFilterRules !== true;
    this.acceptMissing = policy.filter.acceptMissing;
    const [, ...further] = layouts;
    const inFile = own === null ? layouts : further;
    this.damage = damageGate(inFile, fileLayout !== null);
    this.furtherDamage = further.length === 0 ? null : damageGate(further, false);
  }

  /**
   * Why the line is dropped; null: it must be judged in full.
   * @param last last base that the record touches
   */
  reasonOf(data: Buffer, at: Columns, last: number, batch: Batch): DropReason | null {
    // An odd ALT is judged in full, and so is an allele that the store, a splice prediction or a column of ClinVar may rescue,
    // and a call with a filter of its own.
    if (!isPlainAlt(data, at.alt, at.qual - 1)) return null;
    if (batch.isKnown(at.pos, last)) return null;
    if (this.namesClinvar?.(data, at.info, at.infoEnd) === true) return null;
    const { proband } = at;
    if (proband >= 0 && this.callPasses?.(data, at.infoEnd + 1, proband) === false) return null;
    if (this.gatesFilter && !passesFilterColumn(data, at.filter, at.info - 1, this.acceptMissing))
      return this.filterDecides ? "filter" : null;
    // Haploid by another count, heteroplasmic, its own limits: the mitochondrion is judged in full.
    let plain = batch.chrom !== "MT";
    if (plain && this.carriersOnly) {
      plain = proband >= 0 && startsWithGt(data, at.infoEnd + 1);
      if (plain && isPlainReference(data, proband)) return "proband_not_carrier";
      plain = plain && isPlainCarrier(data, proband);
    }
    const reason = this.commonOr(data, at, plain && !batch.mayBeExempt(at.pos, last), () =>
      this.isHarmless(data, at, last, batch.chrom ?? ""),
    );
    const isWanted = (): boolean => batch.mayBeUnnamed() || last - at.pos >= this.keptBases;
    return reason === "consequence" && isWanted() ? null : reason;
  }

  /** Whether the line, with one plain ALT, that leaves for `reason` holds a damaging allele of the proband. */
  damageOf(data: Buffer, at: Columns, last: number, reason: DropReason, batch: Batch): Damage {
    if (!this.gatesFilter || reason === "proband_not_carrier") return "none";
    // A line that leaves for its consequences has none that damages, as far as the first annotator goes.
    const gate = reason === "consequence" ? this.furtherDamage : this.damage;
    if (gate === null) return "none";
    const { proband } = at;
    const plain = proband >= 0 && startsWithGt(data, at.infoEnd + 1);
    if (plain && batch.chrom !== "MT" && isPlainReference(data, proband)) return "none";
    const isOwn =
      reason !== "consequence" &&
      batch.chrom !== null &&
      this.own?.mayDamage(data, at, batch.chrom, last) === true;
    const found = isOwn ? "damaging" : gate(data, at);
    return found === "damaging" && !(plain && isPlainCarrier(data, proband)) ? "unsure" : found;
  }

  private commonOr(
    data: Buffer,
    at: Columns,
    plain: boolean,
    isHarmless: () => boolean,
  ): DropReason | null {
    if (this.gatesRarity) {
      const rarity = plain ? this.commonness(data, at) : "unsure";
      if (rarity === "common") return "frequency";
      if (rarity === "unsure") return null;
    }
    return isHarmless() ? "consequence" : null;
  }

  private isHarmless(data: Buffer, at: Columns, last: number, chrom: string): boolean {
    const { own, keptMargin, isHarmful } = this;
    if (isHarmful === null || isHarmful(data, at.info, at.infoEnd)) return false;
    if (own === null) return true;
    return keptMargin === null
      ? !own.mayHarm(data, at, chrom, last)
      : !own.isKept(at.pos, last, chrom, keptMargin);
  }
}
