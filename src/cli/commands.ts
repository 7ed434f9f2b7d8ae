/** The commands by name, each loaded when requested: a run loads only the modules of its own command. */
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
  batch: {
    summary: "analyse every family in a table, writing each to a separate folder",
    load: async () => (await import("./batch.ts")).batchCommand,
  },
  explain: {
    summary: "explain why a variant is a candidate, or why it is not",
    load: async () => (await import("./explain.ts")).explainCommand,
  },
  inspect: {
    summary: "show what a VCF contains (build, samples, annotation, index) and what is missing",
    load: async () => (await import("./inspect.ts")).inspectCommand,
  },
  events: {
    summary: "print structural variants in a uniform format, whichever program called them",
    load: async () => (await import("./events.ts")).eventsCommand,
  },
  annotate: {
    summary:
      "write a VCF with consequences and HGVS names, or compare them with those of another file",
    load: async () => (await import("./annotate.ts")).annotateCommand,
  },
  identity: {
    summary: "print the genotypes that identify a person, for comparison with a SNP panel",
    load: async () => (await import("./identity.ts")).identityCommand,
  },
  regions: {
    summary: "print the regions of the panels' genes as BED, including their margins",
    load: async () => (await import("./regions.ts")).regionsCommand,
  },
  panels: {
    summary: "fetch, import, list, show, compare, export and verify the panels in the store",
    load: async () => (await import("./panels.ts")).panelsCommand,
  },
  indications: {
    summary: "import and show the Test Directory: clinical indications, their tests and panels",
    load: async () => (await import("./indications.ts")).indicationsCommand,
  },
  knowledge: {
    summary: "import, list, compare, approve and verify the knowledge in the store",
    load: async () => (await import("./knowledge.ts")).knowledgeCommand,
  },
  setup: {
    summary: "fetch all knowledge into the store, from the official addresses or from a bundle",
    load: async () => (await import("./setup.ts")).setupCommand,
  },
  bundle: {
    summary: "write the whole store into one file, for a machine without internet",
    load: async () => (await import("./setup.ts")).bundleCommand,
  },
  config: {
    summary: "show the options that a configuration file can set, and where their values come from",
    load: async () => (await import("./config-show.ts")).configCommand,
  },
  doctor: {
    summary: "check the installation: reference data, their age, what is missing, and a self-test",
    load: async () => (await import("./setup.ts")).doctorCommand,
  },
  sources: {
    summary: "list, show and check ready-made declarations of frequencies and predictions",
    load: async () => (await import("./sources.ts")).sourcesCommand,
  },
  phenotype: {
    summary: "rank genes and diseases by HPO terms only; look up and compare terms",
    load: async () => (await import("./phenotype.ts")).phenotypeCommand,
  },
  archive: {
    summary: "keep analysed cases, to analyse them again when knowledge changes",
    load: async () => (await import("./archive.ts")).archiveCommand,
  },
  reanalyse: {
    summary: "analyse archived cases again where new knowledge affects them",
    load: async () => (await import("./reanalyse.ts")).reanalyseCommand,
  },
  impact: {
    summary: "count the archived cases that new knowledge would affect",
    load: async () => (await import("./reanalyse.ts")).impactCommand,
  },
  diff: {
    summary: "compare the candidates of two runs: added, removed and changed",
    load: async () => (await import("./diff.ts")).diffCommand,
  },
  report: {
    summary: "create a readable report, one HTML file or a workbook, from a report.json",
    load: async () => (await import("./report.ts")).reportCommand,
  },
  schema: {
    summary: "print the JSON Schema of a file format",
    load: async () => (await import("./schema.ts")).schemaCommand,
  },
  policy: {
    summary: "print the default policy, with every threshold that can be set, as JSON",
    load: async () => (await import("./policy.ts")).policyCommand,
  },
};

/** The commands that these arguments need: the one named first, with `help` the one after it. */
export function commandsIn(argv: readonly string[]): Set<string> {
  const words = argv.filter((arg) => !arg.startsWith("-"));
  const wanted = words[0] === "help" ? words[1] : words[0];
  return new Set(wanted === undefined ? [] : [wanted]);
}
