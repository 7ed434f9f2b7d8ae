/** What `explain --all` prints: a table of everything, with the ids of the rules (DEC-33). */
import { counted } from "../../core/counted.ts";
import { classState } from "../../core/evidence-class.ts";
import type { AcmgEvidence, VariantKnowledge } from "../../acmg/types.ts";
import type { Story } from "../../analysis/explain.ts";
import { linesText } from "./lines.ts";

export function storyTable(story: Story): string {
  const lines = [`variant\t${story.variant}\t${story.assembly}`];
  if (story.record !== null) {
    lines.push(`record\t${story.record.path}\tFILTER ${story.record.filter}`);
    for (const genotype of story.record.genotypes) lines.push(`genotype\t${genotype}`);
  }
  for (const other of story.others) lines.push(`other\t${other}`);
  for (const check of story.checks)
    lines.push(
      `check\t${check.id}\t${check.outcome}\t${check.value}\t${check.limit}\t${check.rule}`,
    );
  for (const gene of story.genes) {
    for (const panel of gene.panels) lines.push(`panel\t${gene.gene}\t${panel}`);
    for (const m of gene.models) {
      const partner = m.alleles.length > 1 ? ` with ${m.alleles.join(" + ")}` : "";
      const origin = m.origins.join(",");
      const why = [...m.reasons, ...m.flags].join(", ");
      lines.push(
        `model\t${gene.gene}\t${m.model}${partner}\t${m.verdict}\t${m.penetrance ?? "."}\torigin ${origin}\t${why || "."}`,
      );
    }
    if (gene.dropped !== null) lines.push(`dropped\t${gene.gene}\t${gene.dropped}`);
    for (const c of gene.candidates) {
      const place =
        c.tier === null ? `list ${c.list ?? ""}` : `tier ${c.tier}, rank ${c.rank ?? "."}`;
      lines.push(
        `candidate\t${gene.gene}\t${c.id}\t${place}\tscore ${c.score}\t${c.flags.join(",") || "."}`,
        `reason\t${c.reason}`,
        ...c.scoreParts.map(({ part, value, note }) => `part\t${part}\t${value}\t${note}`),
        ...c.diseases.map((d) => {
          const from = [d.source, d.release, d.submitter].filter((text) => text !== "").join(" ");
          const facts = [d.modeText, d.mechanismText, d.strengthText].map((text) => text || ".");
          return `disease\t${from}\t${d.disease}\t${d.diseaseId ?? "."}\t${facts.join("\t")}`;
        }),
        ...knowledgeLines(c.knowledge),
        ...evidenceLines(gene.gene, c.acmg),
      );
    }
  }
  const { answer } = story;
  lines.push(`outcome\t${answer.kind === "not_shown" ? `dropped: ${answer.reason}` : "reported"}`);
  return linesText(lines);
}

/** Every statement on the allele, how it was looked up, and what each declared source answered. */
function knowledgeLines(knowledge: VariantKnowledge | null): string[] {
  if (knowledge === null) return [];
  const { statements, clinvar, annotations } = knowledge;
  return [
    ...(clinvar === null ? [] : [`clinvar\t${clinvar.release}\t${clinvar.match}`]),
    ...statements.map(({ text, stars, origin, stored, genes }) => {
      const source =
        stored === undefined ? `the file (${origin})` : `${stored.source} ${stored.release}`;
      const review = stored?.review ?? (stars === null ? "." : counted(stars, "star"));
      return `statement\t${source}\t${text}\t${review}\t${genes.join(",") || "."}`;
    }),
    ...annotations.map(({ source, status, values, detail }) => {
      const stated = Object.entries(values).map(([name, value]) => `${name}=${value ?? "."}`);
      return `source\t${source}\t${status}\t${stated.join("; ") || detail || "."}`;
    }),
  ];
}

/** The total, then each criterion with its inputs as they were used. */
function evidenceLines(gene: string, acmg: AcmgEvidence | null): string[] {
  if (acmg === null) return [];
  const { label, criteria, points, pointsWithSuggested, flags } = acmg;
  const total = `${counted(points, "point")}, ${pointsWithSuggested} with suggestions`;
  return [
    `acmg\t${gene}\t${classState(acmg).replace("_", " ")}\t${total}\t${acmg.summary || "."}\t${flags.join(",") || "."}\t${label}`,
    ...criteria.map((c) => {
      const weight = c.strength === null ? "." : `${c.strength} ${c.points}`;
      const inputs = Object.entries(c.inputs).map(
        ([name, value]) => `${name}=${value ?? "unknown"}`,
      );
      return `criterion\t${c.criterion}\t${c.status}\t${weight}\t${inputs.join("; ") || "."}\t${c.reason}\t${c.rule}`;
    }),
  ];
}
