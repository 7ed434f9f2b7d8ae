// npm run bench:acmg
//
// Holds the machine's automated evidence class against ClinVar's (two stars and more, P/LP and B/LB) for
// BRCA1, BRCA2, FBN1 and OPA1, by consequence, with the rate of abstention (VUS). ClinVar's own word for an
// allele is not shown to the machine; its word for other alleles is (PS1, PM5, PM1, PP2, BP1, start codon). There
// are no gnomAD frequencies and no predictors in these files: missense abstains, as it must. Writes ACMG.md beside
// this file. Exit code 1 when a bar is missed. Reads ../shared/data; needs `npm run build`.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_POLICY } from "../src/core/policy.ts";
import { acmgEvidence } from "../src/acmg/index.ts";
import { populationFacts, transcriptFacts } from "../src/acmg/annotation/index.ts";
import {
  decodeRecord,
  frequencyEvidence,
  geneConsequences,
  minimalRepresentation,
  parseHeader,
  significanceOf,
  starsOf,
  transcriptConsequences,
} from "../src/vcf/index.ts";
import { exonsOf, sets, text } from "./acmg-sets.mjs";
import { document } from "./acmg-report.mjs";

const shared = new URL("../../shared/data/", import.meta.url).pathname;
if (!existsSync(shared)) {
  console.error(`the ClinVar sets are not here: ${shared}`);
  process.exit(66);
}

/** ClinGen's haploinsufficiency score, as the bench states it: the mechanism of these genes is known. */
const HAPLOINSUFFICIENCY = 3;

/** MANE Select without version, by gene. */
const MANE = new Map(
  text(join(shared, "genes/MANE.GRCh38.v1.0.summary.txt.gz"))
    .split("\n")
    .map((line) => line.split("\t"))
    .filter((f) => f[9] === "MANE Select")
    .map((f) => [f[3], f[5].replace(/\.\d+$/, "")]),
);

const PATHOGENIC = new Set(["P", "LP", "P/LP"]);
const BENIGN = new Set(["B", "LB", "B/LB"]);
const LOF = [
  "stop_gained",
  "frameshift_variant",
  "splice_acceptor_variant",
  "splice_donor_variant",
];

function statement(site) {
  const clnsig = site.clnsig || "not_provided";
  const { significance, position } = significanceOf(clnsig);
  const stars = site.stars ?? starsOf(site.revstat ?? "", position);
  return { significance, stars };
}

/** Sites with a consequence in the gene, as facts; then what ClinVar knows around each of them. */
function decode(set) {
  const header = parseHeader(`${set.header.join("\n")}\n`, set.name);
  const layout = header.annotations[0];
  const accession = MANE.get(set.gene);
  const model = set.exons === null ? null : exonsOf(set.exons, accession);
  const options = { transcripts: "reporting", preferred: new Set([accession]) };
  const found = [];
  for (const site of set.sites) {
    const record = decodeRecord(site.line, header, { path: set.name });
    const [chrom] = record.contig.replace(/^chr/, "").split("\t");
    if (record.altKinds[0] !== "seq") continue;
    const annotation = transcriptConsequences(record, 1, layout);
    const at = { record, alleleIndex: 1, header, layout };
    const gene = geneConsequences(annotation, at, options).find((g) => g.symbol === set.gene);
    if (gene === undefined) continue;
    const own = annotation.entries.findIndex((e) => e.transcript === gene.reporting.transcript);
    const facts = transcriptFacts(gene.reporting, {
      layout,
      row: annotation.rows[own] ?? null,
      others: annotation.entries,
      worse: gene.worse,
    });
    const mane = facts.transcript.startsWith(`${accession}.`);
    const allele = { chrom, ...minimalRepresentation(record.pos, record.ref, record.alts[0]) };
    found.push({
      key: `${chrom}:${allele.pos}:${allele.ref}:${allele.alt}`,
      allele,
      statement: statement(site),
      transcript: {
        ...facts,
        relevance: mane ? "mane_select" : facts.relevance,
        exons: model?.exons ?? null,
        ...(set.placed && model !== null ? place(allele, model) : {}),
      },
      frequency: populationFacts(frequencyEvidence(record, 1, header, layout), annotation.rows, at),
      residues: annotation.rows[own]?.[5] ?? "",
    });
  }
  return found;
}

/** bcftools csq names no exon: where an allele lies by the gene model. */
function place({ pos, ref }, { forward, exons }) {
  const end = pos + ref.length - 1;
  const total = exons.length;
  const inside = exons.findIndex((e) => end >= e.start && pos <= e.end);
  let intron = null;
  let offset = null;
  for (let i = 0; i + 1 < total; i++) {
    const [a, b] = forward ? [exons[i], exons[i + 1]] : [exons[i + 1], exons[i]];
    const [first, last] = [a.end + 1, b.start - 1];
    if (end < first || pos > last) continue;
    intron = { number: i + 1, total: total - 1 };
    const [left, right] = [Math.max(pos, first) - first + 1, last - Math.min(end, last) + 1];
    const [donor, acceptor] = forward ? [left, right] : [right, left];
    offset = donor <= acceptor ? donor : -acceptor;
  }
  const exon = inside < 0 ? null : { number: inside + 1, total };
  return { exon, intron, intronOffset: offset, exonEdge: null };
}

/** PM5-03: by codon of the same transcript; the allele itself is left out when it is judged. */
function around(found) {
  const starred = found.filter((v) => (v.statement.stars ?? 0) >= 1);
  const missense = starred.filter((v) => v.transcript.substitution !== null);
  const pathogenic = (v) => PATHOGENIC.has(v.statement.significance);
  const benign = (v) => BENIGN.has(v.statement.significance);
  const unsure = (v) => v.statement.significance === "VUS";
  const nextMet = nextMethionine(found);
  const early = starred.filter((v) => {
    const { residue } = v.transcript;
    return pathogenic(v) && residue !== null && residue > 1 && residue < (nextMet ?? 0);
  });
  const lof = (v) => pathogenic(v) && LOF.some((term) => v.transcript.terms.includes(term));
  const byCodon = groupBy(missense, (v) => v.transcript.residue);
  const byBase = groupBy(starred, (v) => `${v.allele.pos}:${v.allele.ref}`);
  const byPos = groupBy(missense, (v) => v.allele.pos);
  const totals = {
    pathogenicLof: starred.filter(lof).length,
    pathogenicMissense: missense.filter(pathogenic).length,
    benignMissense: missense.filter(benign).length,
    vusMissense: missense.filter(unsure).length,
  };
  const neighbour = (v) => ({
    key: v.key,
    ...v.statement,
    substitution: { residue: v.transcript.residue, ...v.transcript.substitution },
    spliceAi: null,
  });
  return (own) => {
    const others = (list) => (list ?? []).filter((v) => v.key !== own.key);
    const near = others(
      Array.from({ length: 51 }, (_, i) => byPos.get(own.allele.pos - 25 + i) ?? []).flat(),
    );
    const counted = (own.statement.stars ?? 0) >= 1;
    const isMissense = counted && own.transcript.substitution !== null;
    return {
      clinvar: {
        release: "of the set",
        same: null,
        codon: others(byCodon.get(own.transcript.residue)).map(neighbour),
        base: others(byBase.get(`${own.allele.pos}:${own.allele.ref}`)).map((v) => ({
          key: v.key,
          ...v.statement,
          substitution: null,
          spliceAi: null,
        })),
        nearbyMissense: {
          pathogenic: near.filter(pathogenic).length,
          benign: near.filter(benign).length,
        },
        beforeNextMet: nextMet === null ? null : others(early).length,
      },
      spectrum: {
        pathogenicLof: totals.pathogenicLof - Number(counted && lof(own)),
        pathogenicMissense: totals.pathogenicMissense - Number(isMissense && pathogenic(own)),
        benignMissense: totals.benignMissense - Number(isMissense && benign(own)),
        vusMissense: totals.vusMissense - Number(isMissense && unsure(own)),
      },
    };
  };
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Residue of the second methionine, from a protein that bcftools csq printed from its start; null: none did. */
function nextMethionine(found) {
  for (const { residues } of found) {
    const match = /^([12])([A-Z]{100,})/.exec(residues);
    if (match === null) continue;
    const at = match[2].indexOf("M", match[1] === "1" ? 1 : 0);
    if (at >= 0) return at + Number(match[1]);
  }
  return null;
}

function judge(set) {
  const found = decode(set);
  const facts = around(found);
  return found
    .filter((v) => (v.statement.stars ?? 0) >= set.stars)
    .filter((v) => PATHOGENIC.has(v.statement.significance) || BENIGN.has(v.statement.significance))
    .map((v) => {
      const { clinvar, spectrum } = facts(v);
      const evidence = acmgEvidence(
        {
          assembly: set.assembly,
          allele: v.allele,
          locus: "autosome",
          disease: "monoallelic",
          gene: {
            symbol: set.gene,
            hgncId: null,
            haploinsufficiency: HAPLOINSUFFICIENCY,
            recessiveGreen: false,
            lofNotMechanism: false,
            completePenetrance: null,
            green: true,
            mechanisms: [],
            mechanismSources: [],
            loeuf: null,
            missenseZ: null,
            clinvar: spectrum,
          },
          transcript: v.transcript,
          frequency: v.frequency,
          predictors: { available: [], scores: {}, spliceAi: null },
          clinvar,
          region: { exonLofFrequency: null, otherStart: null },
          family: {
            probandAffected: null,
            zygosity: null,
            deNovo: null,
            partner: null,
            relatives: null,
            phenotype: null,
          },
          keptByPolicy: false,
        },
        DEFAULT_POLICY.acmg,
      );
      const side = PATHOGENIC.has(v.statement.significance) ? "P/LP" : "B/LB";
      return { key: v.key, side, statement: v.statement, transcript: v.transcript, evidence };
    });
}

const results = sets(shared).map((set) => ({ set, judged: judge(set) }));
const { markdown, missed } = document(results);
writeFileSync(new URL("ACMG.md", import.meta.url), markdown);
console.log(markdown);
process.exit(missed ? 1 : 0);
