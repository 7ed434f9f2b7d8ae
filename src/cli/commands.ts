/** The commands by name, each loaded when it is asked for: a run pays for the modules of its own command. */
import type { Command } from "commander";
import type { Session } from "./session.ts";

interface CommandEntry {
  /** For the list of commands; the command's own help says more, or the same. */
  summary: string;
  load: () => Promise<(session: Session) => Command>;
}

export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  analyse: {
    summary: "rank the candidate variants of one person or family",
    load: async () => (await import("./analyse.ts")).analyseCommand,
  },
  explain: {
    summary: "tell why one variant is a candidate, or why it is not",
    load: async () => (await import("./explain.ts")).explainCommand,
  },
  inspect: {
    summary: "tell what a VCF holds: build, samples, annotation, index, and what is missing",
    load: async () => (await import("./inspect.ts")).inspectCommand,
  },
  identity: {
    summary: "print the genotypes by which people are told apart, to be held against a SNP panel",
    load: async () => (await import("./identity.ts")).identityCommand,
  },
  regions: {
    summary: "print the regions of the panels' genes as BED, margin included",
    load: async () => (await import("./regions.ts")).regionsCommand,
  },
  panels: {
    summary:
      "keep panels: fetch, import, list, show, compare, export and verify those of the store",
    load: async () => (await import("./panels.ts")).panelsCommand,
  },
  indications: {
    summary: "the Test Directory: clinical indications, their tests, methods and panels",
    load: async () => (await import("./indications.ts")).indicationsCommand,
  },
  knowledge: {
    summary: "work on the store: what it holds, whether it is whole, and what comes into it",
    load: async () => (await import("./knowledge.ts")).knowledgeCommand,
  },
  sources: {
    summary: "ready declarations of frequencies and predictions: list, show, check against a file",
    load: async () => (await import("./sources.ts")).sourcesCommand,
  },
  phenotype: {
    summary: "rank genes and diseases by HPO terms alone; look terms up and compare them",
    load: async () => (await import("./phenotype.ts")).phenotypeCommand,
  },
  archive: {
    summary: "keep analysed cases, to be analysed again when knowledge changes",
    load: async () => (await import("./archive.ts")).archiveCommand,
  },
  reanalyse: {
    summary: "analyse archived cases again where new knowledge concerns them",
    load: async () => (await import("./reanalyse.ts")).reanalyseCommand,
  },
  impact: {
    summary: "tell how many archived cases new knowledge would concern",
    load: async () => (await import("./reanalyse.ts")).impactCommand,
  },
  diff: {
    summary: "compare the candidates of two runs: which came, which went, which changed",
    load: async () => (await import("./diff.ts")).diffCommand,
  },
  report: {
    summary: "draw the report for people, one HTML file, from a report.json",
    load: async () => (await import("./report.ts")).reportCommand,
  },
  schema: {
    summary: "print the JSON Schema of a format",
    load: async () => (await import("./schema.ts")).schemaCommand,
  },
  policy: {
    summary: "print the default policy: every threshold that can be set, as JSON",
    load: async () => (await import("./policy.ts")).policyCommand,
  },
};

/** The commands that these arguments need: the one named first, with `help` the one after it. */
export function commandsIn(argv: readonly string[]): Set<string> {
  const words = argv.filter((arg) => !arg.startsWith("-"));
  const wanted = words[0] === "help" ? words[1] : words[0];
  return new Set(wanted === undefined ? [] : [wanted]);
}
