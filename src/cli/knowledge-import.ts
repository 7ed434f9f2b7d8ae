/** `panelist knowledge import` and `knowledge fetch`: one type of release each, into the store. */
import { Command, Option } from "commander";
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import type { DiseaseTable } from "../genes/disease-tables.ts";
import type { ImportedSnapshot } from "../classifications/index.ts";
import type { Log } from "../core/log.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { caFileOption } from "./network.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  assemblyOption,
  logOptions,
  type LogValues,
  offlineOption,
  panelOptions,
  policyOption,
  remoteOption,
} from "./options.ts";
import { releaseOption, type ReleaseValues } from "./phenotype-options.ts";
import { type Io, type Session, withStore } from "./session.ts";
import { storeOption, type StoreValues } from "./store.ts";

export function knowledgeImportCommand(session: Session): Command {
  return new Command("import")
    .description("import a release of knowledge into the store")
    .addCommand(importGenesCommand(session))
    .addCommand(importClinVarCommand(session))
    .addCommand(importInhouseCommand(session))
    .addCommand(importGeneFactsCommand(session))
    .addCommand(importDiseasesCommand(session, "g2p"))
    .addCommand(importDiseasesCommand(session, "gencc"))
    .addCommand(importDosageCommand(session))
    .addCommand(importHpoCommand(session))
    .addCommand(importTranscriptsCommand(session))
    .addCommand(importValuesCommand(session));
}

export function knowledgeFetchCommand(session: Session): Command {
  return new Command("fetch")
    .description("fetch a release of knowledge into the store")
    .addCommand(fetchHpoCommand(session));
}

/** A command that brings `files` into the store. */
function importer<Files, Values>(
  session: Session,
  command: Command,
  work: (store: Store, files: Files, values: Values, io: Io) => Promise<void>,
): Command {
  return addOptions(command, storeOption(), ...logOptions()).action(
    (files: Files, values: Values & StoreValues & LogValues) =>
      withStore(session, values, (store, io) => work(store, files, values, io)),
  );
}

/** In 80 columns: the command's options, on a line of their own. */
function example(command: string, options = ""): string {
  return `\nExample:\n  $ panelist ${command}${options === "" ? "" : ` \\\n      ${options}`}`;
}

function again(added: boolean): string {
  return added ? "" : ": already in the store";
}

function factsCounted({ facts }: StoreEntry, fact: string, noun: string): string {
  return counted(Number(facts[fact]), noun);
}

interface ImportValues extends ReleaseValues {
  assembly?: Assembly;
}

interface NamedValues extends ImportValues {
  name: string;
  release: string;
}

function importGenesCommand(session: Session): Command {
  const command = new Command("genes")
    .description(
      "import the HGNC complete set, the MANE summary, a GFF3 from Ensembl, GENCODE or RefSeq, or a table of gene extents",
    )
    .argument("<file...>", "plain or gzipped files, recognised by their content")
    .addOption(assemblyOption("from the file; a table of extents needs it"))
    .addHelpText(
      "after",
      example("knowledge import genes hgnc_complete_set.txt", "Homo_sapiens.GRCh38.110.gff3.gz"),
    );
  return importer(session, command, async (store, files: string[], values: ImportValues, io) => {
    const { importGenes } = await import("../genes/catalogue/index.ts");
    for (const file of files) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: each says what it was
      const { entry, added, notes } = await importGenes(store, file, {
        assembly: values.assembly ?? null,
        now: io.now(),
      });
      const { source, version, assembly } = entry;
      io.log.info(
        `${file}: ${source} ${version}${assembly === null ? "" : ` (${assembly})`}, ${factsCounted(entry, "genes", "gene")}${again(added)}`,
      );
      for (const note of notes) io.log.info(`  ${note}`);
    }
  });
}

/** What came of a release of classifications. */
function tellSnapshot(
  log: Log,
  { entry, added, head, skipped }: ImportedSnapshot,
  noun: "record" | "allele",
): void {
  log.info(
    `${entry.source} ${entry.version} (${head.assembly}), ${counted(head.records, noun)}${again(added)}`,
  );
  for (const [why, count] of Object.entries(skipped)) log.info(`  left out: ${why} ${count}`);
}

function importClinVarCommand(session: Session): Command {
  const command = new Command("clinvar")
    .description("import a release of ClinVar: NCBI's clinvar.vcf.gz, or the macarthur-lab layout")
    .argument("<vcf>", "plain, gzipped or bgzipped; GRCh37 or GRCh38")
    .addOption(
      new Option("--release <date>", "set the release (YYYY-MM-DD)").default(
        undefined,
        "the header's ##fileDate",
      ),
    )
    .addOption(assemblyOption())
    .addHelpText("after", example("knowledge import clinvar clinvar_20260226.vcf.gz"));
  return importer(session, command, async (store, file: string, values: ImportValues, io) => {
    const { importClinVar } = await import("../classifications/index.ts");
    const { release, assembly } = values;
    const imported = await importClinVar(store, file, { release, assembly, now: io.now() });
    tellSnapshot(io.log, imported, "record");
  });
}

function importInhouseCommand(session: Session): Command {
  const command = new Command("inhouse")
    .description("import the laboratory's own classifications, to use alongside ClinVar")
    .argument(
      "<file>",
      "a VCF with CLASSIFICATION or CLNSIG in INFO, or a table: chrom, pos, ref, alt, classification, gene, id, protein",
    )
    .requiredOption("--name <name>", "use this name for the list")
    .requiredOption("--release <date>", "set the release (YYYY-MM-DD)")
    .addOption(assemblyOption("from the header; a table needs it"))
    .addHelpText(
      "after",
      example(
        'knowledge import inhouse variants.tsv --name "our lab"',
        "--release 2026-11-01 --assembly GRCh38",
      ),
    );
  return importer(session, command, async (store, file: string, values: NamedValues, io) => {
    const { importInhouse } = await import("../classifications/index.ts");
    const { name, release, assembly } = values;
    const imported = await importInhouse(store, file, { name, release, assembly, now: io.now() });
    tellSnapshot(io.log, imported, "allele");
  });
}

function importGeneFactsCommand(session: Session): Command {
  const command = new Command("gene-facts")
    .description("import facts to show about genes: gnomAD constraint, ClinGen dosage, imprinting")
    .argument("<tsv>", "table with a header line and a column gene, symbol or hgnc_id")
    .requiredOption("--name <name>", "use this name for the table")
    .option("--release <word>", "record this release, as the source names it", "");
  return importer(session, command, async (store, file: string, values: NamedValues, io) => {
    const { importGeneFacts } = await import("../genes/gene-facts.ts");
    const { name, release } = values;
    const { entry, added } = await importGeneFacts(store, file, { name, release, now: io.now() });
    const genes = factsCounted(entry, "genes", "gene");
    io.log.info(`${entry.source} ${entry.version}, ${genes}${again(added)}`);
  });
}

const DISEASE_TABLES = {
  g2p: {
    description:
      "import gene-disease pairs from G2P (DDG2P and others) with mode, mechanism and evidence",
    file: "G2P's CSV, plain or gzipped",
    example: "DDG2P_2026-11-01.csv.gz",
  },
  gencc: {
    description: "import gene-disease pairs from GenCC with mode, evidence and disputes",
    file: "GenCC's export of submissions, TSV or CSV, plain or gzipped",
    example: "gencc-submissions.tsv --release 2026-11-01",
  },
} as const;

function importDiseasesCommand(session: Session, table: DiseaseTable): Command {
  const { description, file: what, example: shown } = DISEASE_TABLES[table];
  const command = new Command(table)
    .description(description)
    .argument("<file>", what)
    .addOption(
      new Option("--release <date>", "set the release (YYYY-MM-DD, or a month or year)").default(
        undefined,
        "the date in the file's name",
      ),
    )
    .addHelpText("after", example(`knowledge import ${table} ${shown}`));
  return importer(session, command, async (store, file: string, values: ImportValues, io) => {
    const { importGeneDiseases } = await import("../genes/gene-diseases.ts");
    const asked = { table, release: values.release, now: io.now() };
    const { entry, added, unread } = await importGeneDiseases(store, file, asked);
    const counts = `${factsCounted(entry, "genes", "gene")}, ${factsCounted(entry, "statements", "statement")}`;
    io.log.info(`${entry.source} ${entry.version}, ${counts}${again(added)}`);
    for (const [words, rows] of Object.entries(unread))
      io.log.warn(`${counted(rows, "row")} with an unknown word, kept as written: ${words}`);
  });
}

function importDosageCommand(session: Session): Command {
  const command = new Command("dosage")
    .description(
      "import ClinGen dosage sensitivity for genes and regions, used to assess deletions and duplications",
    )
    .argument("<tsv...>", "ClinGen's curation lists of genes and regions, for either build")
    .addHelpText("after", DOSAGE_EXAMPLES);
  return importer(session, command, async (store, files: string[], _: ImportValues, io) => {
    const { importDosage } = await import("../structural/index.ts");
    for (const file of files) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: each says what it was
      const { entry, added, unread } = await importDosage(store, file, io.now());
      const noun = "genes" in entry.facts ? "gene" : "region";
      const count = factsCounted(entry, `${noun}s`, noun);
      io.log.info(
        `${file}: ${entry.source} ${entry.version} (${entry.assembly ?? ""}), ${count}${again(added)}`,
      );
      for (const [words, rows] of Object.entries(unread))
        io.log.warn(
          `${counted(rows, "score that is not known", "scores that are not known")}, read as not evaluated: ${words}`,
        );
    }
  });
}

const DOSAGE_EXAMPLES = `
Example:
  $ panelist knowledge import dosage \\
      ClinGen_gene_curation_list_GRCh38.tsv \\
      ClinGen_region_curation_list_GRCh38.tsv`;

function importHpoCommand(session: Session): Command {
  const command = new Command("hpo")
    .description(
      "import HPO: hp.json or hp.obo, phenotype.hpoa, genes_to_phenotype.txt, genes_to_disease.txt",
    )
    .argument(
      "<file...>",
      "all files of one release, plain or gzipped, recognised by their content",
    )
    .addOption(releaseOption("--release <date>", "set the release, for files that do not state it"))
    .addHelpText(
      "after",
      example("knowledge import hpo hp.json phenotype.hpoa genes_to_phenotype.txt"),
    );
  return importer(session, command, async (store, files: string[], values: ImportValues, io) => {
    const { importHpo } = await import("../phenotype/index.ts");
    const requested = { release: values.release ?? null, now: io.now().toISOString() };
    const { entry, added, warnings } = await importHpo(store, files, requested);
    for (const warning of warnings) io.log.warn(warning);
    const counts = (["term", "disease", "gene"] as const).map((noun) =>
      factsCounted(entry, `${noun}s`, noun),
    );
    io.log.info(`HPO ${entry.version}: ${counts.join(", ")}${again(added)}`);
  });
}

interface ValuesValues extends Omit<AnalysisValues, "store">, StoreValues {
  regions?: string;
}

/** It tells a server which panel is used, and nothing of a patient. */
function importValuesCommand(session: Session): Command {
  const panels = panelOptions().filter(
    ({ long }) => !["--store", "--panel-override", "--allow-unknown-genes"].includes(long ?? ""),
  );
  return addOptions(
    new Command("values")
      .description(
        "read values (frequencies, predictions) from declared sources for a panel's genes once, for use in all later runs",
      )
      .argument("<declaration>", "a file as for `analyse --annotate` (docs/evidence.md)"),
    ...panels,
    new Option("--regions <bed>", "read these regions too; without a panel, read only these"),
    offlineOption(),
    caFileOption(),
    policyOption(),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", VALUES_EXAMPLES)
    .action((declaration: string, values: ValuesValues) =>
      withStore(session, values, async (store, io) => {
        const { importValues } = await import("../library/import-values.ts");
        const { accessOf } = await import("../analysis/lookups/annotation-sources.ts");
        const { loadPolicy } = await import("../analysis/load-policy.ts");
        const asked = analyseOptionsOf([], values);
        const policy = await loadPolicy(values.policy);
        const access = accessOf(store.path, values.offline ?? false);
        const options = { ...asked, declaration, store: store.path, policy, access };
        const imported = await importValues({ ...options, regions: values.regions }, store, io);
        for (const { entry, added, rows, absent } of imported) {
          const { source, version, assembly, bytes } = entry;
          io.log.info(
            `${source} ${version} (${assembly ?? ""}): ${counted(rows, "allele")} in ${counted(Number(entry.facts["bases"]), "base")}, ${Math.ceil(bytes / 1000)} kB${again(added)}`,
          );
          if (absent.length > 0)
            io.log.warn(`${source} has no record on chromosome ${absent.join(", ")}`);
        }
      }),
    );
}

const VALUES_EXAMPLES = `
Example: import a panel's frequencies, then run without the network
  $ panelist knowledge import values gnomad.json --panel epilepsy
  $ panelist analyse trio.vcf.gz --ped trio.ped --panel epilepsy \\
      --annotate gnomad.json`;

interface TranscriptValues extends ImportValues {
  reference?: string;
  mane?: string;
  allBiotypes?: true;
  allowRemote?: true;
}

function importTranscriptsCommand(session: Session): Command {
  const command = addOptions(
    new Command("transcripts")
      .description(
        "import transcripts from Ensembl, GENCODE or RefSeq, for files without annotation",
      )
      .argument("<gff3>", "plain, gzipped or bgzipped; GRCh37 or GRCh38"),
    new Option(
      "--reference <fasta>",
      "check the transcripts against their genome sequence (with .fai; if bgzipped, with .gzi), and keep the sequence around exons",
    ),
    new Option("--release <word>", "record this release").default(
      undefined,
      "by the file or its name",
    ),
    assemblyOption("from the file"),
    new Option(
      "--mane <summary>",
      "mark the transcripts listed in the MANE summary, for a release that does not tag them (GRCh37)",
    ),
    new Option("--all-biotypes", "keep retained introns, pseudogenes and similar biotypes too"),
    remoteOption(),
    caFileOption(),
  ).addHelpText(
    "after",
    example(
      "knowledge import transcripts Homo_sapiens.GRCh38.112.gff3.gz",
      "--reference GRCh38.fa.gz",
    ),
  );
  return importer(session, command, async (store, file: string, values: TranscriptValues, io) => {
    const { importTranscriptRelease } = await import("../library/transcripts.ts");
    const { entry, added, head, notes, warnings } = await importTranscriptRelease(store, file, {
      assembly: values.assembly ?? null,
      release: values.release ?? null,
      reference: values.reference ?? null,
      mane: values.mane ?? null,
      allBiotypes: values.allBiotypes ?? false,
      allowRemote: values.allowRemote ?? false,
      now: io.now(),
    });
    const { source, version, assembly } = entry;
    const counts = (["gene", "transcript"] as const).map((n) => factsCounted(entry, `${n}s`, n));
    io.log.info(
      `${source} ${version} (${assembly ?? ""}), ${counts.join(", ")}, ${head.coding} of them coding${again(added)}`,
    );
    for (const note of notes) io.log.info(`  ${note}`);
    for (const warning of warnings) io.log.warn(warning);
  });
}

interface FetchValues extends ReleaseValues, StoreValues, LogValues {
  source?: string;
}

/** From the project's own addresses. */
function fetchHpoCommand(session: Session): Command {
  return addOptions(
    new Command("hpo").description(
      "download HPO (hp.json, phenotype.hpoa, gene tables; about 80 MB) and import it",
    ),
    releaseOption("--release <date>", "fetch this release").default(undefined, "latest"),
    new Option(
      "--source <address>",
      "fetch from a mirror with the same layout as the project's releases",
    ),
    caFileOption(),
    storeOption(),
    ...logOptions(),
  ).action((values: FetchValues) =>
    withStore(session, values, async (store, { log, now }) => {
      const { fetchHpo } = await import("../phenotype/index.ts");
      const { release = null, source } = values;
      const requested = { release, source, now: now().toISOString() };
      const { entry, added, warnings } = await fetchHpo(store, requested, (name) => {
        log.info(`fetching ${name}`);
      });
      for (const warning of warnings) log.warn(warning);
      log.info(`HPO ${entry.version}${again(added)}`);
    }),
  );
}
