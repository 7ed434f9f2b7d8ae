/** `panelist knowledge import`: one kind of knowledge each. */
import { Command, Option } from "commander";
import { type Session, withIo } from "./session.ts";
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import type { ImportedSnapshot } from "../classifications/index.ts";
import type { Log } from "../core/log.ts";
import { addOptions, assemblyOption, logOptions, type LogValues } from "./options.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { releaseOption, type ReleaseValues } from "./phenotype-options.ts";

const IMPORTERS: readonly ((session: Session) => Command)[] = [
  importGenesCommand,
  importClinVarCommand,
  importInhouseCommand,
  importGeneFactsCommand,
  importHpoCommand,
];

export function knowledgeImportCommand(session: Session): Command {
  const command = new Command("import").description("bring a release of knowledge into the store");
  for (const make of IMPORTERS) command.addCommand(make(session));
  return command;
}

interface GenesValues extends StoreValues {
  assembly?: Assembly;
}

function importGenesCommand(session: Session): Command {
  const command = new Command("genes")
    .description(
      "HGNC's complete set, MANE's summary, a GFF3 of Ensembl or RefSeq, or a table of gene extents",
    )
    .argument("<file...>", "plain or gzipped; what each is, its content tells");
  return addOptions(
    command,
    assemblyOption("of a table of extents, which does not name it"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", GENES_EXAMPLES)
    .action(async (files: string[], values: GenesValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importGenes } = await import("../genes/catalogue/index.ts");
        for (const file of files) {
          // oxlint-disable-next-line no-await-in-loop -- one after the other: each says what it was
          const { entry, added, notes } = await importGenes(store, file, {
            assembly: values.assembly ?? null,
            now: now(),
          });
          const { facts, source, version, assembly } = entry;
          log.info(
            `${file}: ${source} ${version}${assembly === null ? "" : ` (${assembly})`}, ${counted(Number(facts["genes"]), "gene")}${added ? "" : ": already in the store"}`,
          );
          for (const note of notes) log.info(`  ${note}`);
        }
      });
    });
}

const GENES_EXAMPLES = `
Example:
  $ panelist knowledge import genes hgnc_complete_set.txt Homo_sapiens.GRCh38.110.gff3.gz`;

/** What came of a release of classifications. */
function tellSnapshot(
  log: Log,
  { entry, added, head, skipped }: ImportedSnapshot,
  noun: "record" | "allele",
): void {
  log.info(
    `${entry.source} ${entry.version} (${head.assembly}), ${counted(head.records, noun)}${added ? "" : ": already in the store"}`,
  );
  for (const [why, count] of Object.entries(skipped)) log.info(`  left out: ${why} ${count}`);
}

interface ClinVarValues extends StoreValues {
  assembly?: Assembly;
  release?: string;
}

function importClinVarCommand(session: Session): Command {
  const command = new Command("clinvar")
    .description("a release of ClinVar: NCBI's clinvar.vcf.gz, or the layout of macarthur-lab")
    .argument("<vcf>", "plain, gzipped or bgzipped; GRCh37 or GRCh38");
  return addOptions(
    command,
    new Option("--release <date>", "YYYY-MM-DD; default: the header's ##fileDate"),
    assemblyOption("where the header does not tell it"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", CLINVAR_EXAMPLES)
    .action(async (file: string, values: ClinVarValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importClinVar } = await import("../classifications/index.ts");
        const imported = await importClinVar(store, file, {
          release: values.release ?? null,
          assembly: values.assembly ?? null,
          now: now(),
        });
        tellSnapshot(log, imported, "record");
      });
    });
}

const CLINVAR_EXAMPLES = `
Example:
  $ panelist knowledge import clinvar clinvar_20260226.vcf.gz`;

interface InhouseValues extends StoreValues {
  name: string;
  release: string;
  assembly?: Assembly;
}

function importInhouseCommand(session: Session): Command {
  const command = new Command("inhouse")
    .description("the laboratory's own classifications, to stand beside ClinVar")
    .argument(
      "<file>",
      "a VCF with CLASSIFICATION or CLNSIG in INFO, or a table: chrom, pos, ref, alt, classification, gene, id, protein",
    );
  return addOptions(
    command,
    new Option("--name <name>", "of the list").makeOptionMandatory(),
    new Option("--release <date>", "YYYY-MM-DD").makeOptionMandatory(),
    assemblyOption("of a table, or where the header does not tell it"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", INHOUSE_EXAMPLES)
    .action(async (file: string, values: InhouseValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importInhouse } = await import("../classifications/index.ts");
        const imported = await importInhouse(store, file, {
          name: values.name,
          release: values.release,
          assembly: values.assembly ?? null,
          now: now(),
        });
        tellSnapshot(log, imported, "allele");
      });
    });
}

const INHOUSE_EXAMPLES = `
Example:
  $ panelist knowledge import inhouse variants.tsv --name "our lab" --release 2026-11-01 --assembly GRCh38`;

interface GeneFactsValues extends StoreValues {
  name: string;
  release: string;
}

function importGeneFactsCommand(session: Session): Command {
  const command = new Command("gene-facts")
    .description(
      "facts of genes to show beside them: gnomAD constraint, ClinGen dosage, imprinting",
    )
    .argument("<tsv>", "with a line of column names, one of them gene, symbol or hgnc_id");
  return addOptions(
    command,
    new Option("--name <name>", "of the table").makeOptionMandatory(),
    new Option("--release <word>", "the source's own word for its release").default(""),
    storeOption(),
    ...logOptions(),
  ).action(async (file: string, values: GeneFactsValues & LogValues) => {
    const store = await openStoreOf(values);
    await withIo(session, values, async ({ log, now }) => {
      const { importGeneFacts } = await import("../genes/gene-facts/index.ts");
      const asked = { name: values.name, release: values.release, now: now() };
      const { entry, added } = await importGeneFacts(store, file, asked);
      const { facts, source, version } = entry;
      log.info(
        `${source} ${version}, ${counted(Number(facts["genes"]), "gene")}${added ? "" : ": already in the store"}`,
      );
    });
  });
}

function importHpoCommand(session: Session): Command {
  const command = new Command("hpo")
    .description("hp.json or hp.obo, phenotype.hpoa, genes_to_phenotype.txt, genes_to_disease.txt")
    .argument(
      "<file...>",
      "all files of one release, plain or gzipped; what each is, its content tells",
    );
  return addOptions(
    command,
    releaseOption("--release <date>", "of files that do not name theirs"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", HPO_EXAMPLES)
    .action(async (files: string[], values: ReleaseValues & StoreValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importHpo } = await import("../phenotype/index.ts");
        const { entry, added, warnings } = await importHpo(store, files, {
          release: values.release ?? null,
          now: now().toISOString(),
        });
        for (const warning of warnings) log.warn(warning);
        const { facts } = entry;
        log.info(
          `HPO ${entry.version}: ${counted(Number(facts["terms"]), "term")}, ${counted(Number(facts["diseases"]), "disease")}, ${counted(Number(facts["genes"]), "gene")}${added ? "" : ": already in the store"}`,
        );
      });
    });
}

const HPO_EXAMPLES = `
Example:
  $ panelist knowledge import hpo hp.json phenotype.hpoa genes_to_phenotype.txt`;
