/**
 * Inputs that want to run something: escapes of a terminal, formulas of a spreadsheet, markup of a page, marks of
 * direction, in every name and text that a file can hold; and every command that shows them to somebody.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";
import type { CliResult } from "./run-cli.ts";
import { headerText, recordText } from "./vcf-text.ts";

/** Title, screen, colour (7 and 8 bits), direction, formula, markup, a name for a file. */
const EVIL =
  "\u001B]0;OWNED\u0007\u001B[2J\u009B31m\u202E=HYPERLINK(1)<img/src=x/onerror=alert(1)>\u0085";
/** Begins as a formula does. */
const FORMULA = "=cmd|'/C_calc'!A0\u001B[31m";

export interface HostileWorld {
  folder: string;
  /** In order: lines for a shell in which `$panelist` is the program. */
  commands: string[];
}

/**
 * @param folder an empty one
 * @param times how often the hostile text is repeated in texts that may be long
 */
export function hostileWorld(folder: string, times = 1): HostileWorld {
  const long = EVIL.repeat(times);
  const at = (name: string): string => join(folder, name);
  const write = (name: string, text: string): void => writeFileSync(at(name), text);
  mkdirSync(at("more"));

  const samples = [`C${EVIL}`, `${FORMULA}F`, "M\u001B[1m"] as const;
  const [child, father, mother] = samples;
  const record = (pos: number, of: { filter?: string; gene?: string } = {}): string =>
    recordText({
      pos,
      genotypes: ["0/1", "0/0", "0/0"],
      info: `CLNSIG=Pathogenic|${long};CLNREVSTAT=${EVIL};NOTE=${long}`,
      ...of,
    }).replaceAll("ENST00000000001.1", `ENST1${long}`);
  const header = headerText({
    samples,
    extra: [`##note=${EVIL}`, `##FILTER=<ID=${FORMULA},Description="${EVIL}">`],
  });
  for (const [name, filter] of [
    ["a", "PASS"],
    ["b", "F\u001B[31m"],
  ] as const) {
    const parts: Uint8Array[] = [];
    const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
    for (const line of header.trimEnd().split("\n")) writer.write(line);
    writer.write(record(1000, { filter }));
    writer.write(record(2000, { gene: "GENE2" }));
    const index = writer.finish();
    writeFileSync(at(`${name}.vcf.gz`), Buffer.concat(parts));
    writeFileSync(at(`${name}.vcf.gz.tbi`), index);
  }
  write(
    "family.ped",
    [
      ["FAM", child, father, mother, 1, 2],
      ["FAM", father, 0, 0, 1, 1],
      ["FAM", mother, 0, 0, 2, 1],
    ]
      .map((row) => `${row.join("\t")}\n`)
      .join(""),
  );
  const place = (start: number): object => ({
    GRch38: { "90": { location: `1:${start}-${start + 500}`, ensembl_id: "ENSG00000000001" } },
  });
  const panel = (version: string, genes: readonly string[]): string =>
    JSON.stringify({
      id: 7,
      name: `${FORMULA}${long}`,
      version,
      disease_group: long,
      disease_sub_group: EVIL,
      relevant_disorders: ["R59", long, FORMULA],
      status: "public",
      types: [{ name: EVIL, slug: FORMULA, description: long }],
      stats: { number_of_genes: genes.length, number_of_strs: 0, number_of_regions: 0 },
      genes: genes.map((symbol, i) => ({
        entity_name: symbol,
        entity_type: "gene",
        confidence_level: "3",
        mode_of_inheritance: `MONOALLELIC, autosomal or pseudoautosomal ${EVIL}`,
        penetrance: null,
        tags: [FORMULA, EVIL],
        phenotypes: [long],
        evidence: [long],
        publications: [EVIL],
        gene_data: {
          gene_symbol: symbol,
          hgnc_id: `HGNC:${i + 1}`,
          alias: [EVIL, FORMULA],
          ensembl_genes: place(900 + 1000 * i),
        },
      })),
      strs: [],
      regions: [],
    });
  write("panel.json", panel("1.0", ["GENE1", "GENE2"]));
  write("more/panel.json", panel("1.1", ["GENE1", "GENE2", `${FORMULA}${EVIL}`]));
  write("page.json", `{"results":[${panel("1.2", ["GENE1"])}],"count":1}`);
  write(
    "directory.json",
    JSON.stringify({
      td_source: `V6 ${EVIL}`,
      date: "231219",
      indications: [
        { name: long, code: "R59.1", test_method: FORMULA, panels: ["7"], original_targets: EVIL },
      ],
    }),
  );
  const oneLine = long.replaceAll("\u0085", "");
  write(
    "hp.obo",
    OBO.replace("name: Organ A\n", `name: ${FORMULA}${oneLine}\n`)
      .replace("name: Sign A one\n", `name: Sign ${oneLine}\n`)
      .replace("First sign, of A", EVIL.replaceAll('"', "")),
  );
  write("phenotype.hpoa", HPOA.replaceAll("Disease one", `${FORMULA}${oneLine}`));
  write("genes_to_phenotype.txt", NINE_COLUMNS.replaceAll("GENE2", `${FORMULA}${EVIL}`));
  const clinvar = `##fileformat=VCFv4.1\n##fileDate=2025-01-01\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t1000\t1\tG\tA\t.\t.\tCLNSIG=Pathogenic|${long};CLNREVSTAT=${EVIL.replaceAll(";", "_")};CLNDN=${long};GENEINFO=GENE1:1\n`;
  write("clinvar-2025-01-01.vcf", clinvar);
  write(
    "clinvar-2025-02-01.vcf",
    clinvar.replace("2025-01-01", "2025-02-01").replace("Pathogenic", "Benign"),
  );
  write(
    "own.tsv",
    `chrom\tpos\tref\talt\tclassification\tgene\tid\n1\t1000\tG\tA\tP\tGENE1\t${FORMULA}${EVIL}\n`,
  );
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const family = `--ped ${at("family.ped")}`;
  const store = `--store ${at("store")}`;
  const cases = at("cases");
  const why = quoted(`${EVIL} because`);
  const panels = `--panel ${at("panel.json")}`;
  const vcf = at("a.vcf.gz");
  const by = `--by ${quoted(`me${EVIL}`)}`;
  const formats = (line: string, ...names: string[]): string[] =>
    names.map((name) => `${line} --format ${name}`);
  const commands = [
    `panels import ${at("panel.json")} ${at("more")} ${at("page.json")} ${store}`,
    ...formats(`panels list ${store}`, "text", "tsv", "json"),
    ...formats(`panels show 7@1.1 ${store}`, "text", "tsv", "json"),
    ...formats(`panels diff ${at("panel.json")} ${at("more/panel.json")} ${store}`, "text", "tsv"),
    `panels successor 7 8 ${by} --reason ${why} ${store}`,
    `panels successor ${store}`,
    `panels show ${quoted(EVIL)} ${store}`,
    `panels verify ${store}`,
    `indications import ${at("directory.json")} ${store}`,
    ...formats(`indications show R59 ${store}`, "text", "tsv", "json"),
    `knowledge import hpo ${at("hp.obo")} ${at("phenotype.hpoa")} ${at("genes_to_phenotype.txt")} ${store}`,
    `knowledge import clinvar ${at("clinvar-2025-01-01.vcf")} ${store}`,
    `knowledge import inhouse ${at("own.tsv")} --name ${quoted(`lab${FORMULA}`)} --release 2025-01-01 --assembly GRCh38 ${store}`,
    ...formats(`knowledge list ${store}`, "text", "tsv", "json"),
    `knowledge show panel 7 ${store}`,
    `phenotype term HP:0000010 ${store}`,
    `phenotype term sign ${store}`,
    `phenotype term HP:0000010 --format json ${store}`,
    `phenotype similar HP:0000010 HP:0000011 ${store}`,
    `phenotype rank --hpo ${quoted(`HP:0000011,${FORMULA}`)} ${store}`,
    ...formats(`phenotype rank --hpo HP:0000011 ${store}`, "text", "tsv", "json"),
    `inspect ${vcf} ${panels}`,
    `inspect ${at("b.vcf.gz")}`,
    `regions --panel ${at("more/panel.json")} --assembly GRCh38`,
    ...["tsv", "json", "vcf", "html"].map(
      (name) => `analyse ${vcf} ${family} ${panels} ${store} --format ${name} --no-progress`,
    ),
    `analyse ${vcf} ${family} ${panels} ${store} --out-dir ${at("out")} --no-progress`,
    `analyse ${vcf} ${family} ${panels} ${store} -o ${at("out.xlsx")} --format xlsx --no-progress`,
    `analyse ${vcf} ${family} ${panels} --proband ${quoted(EVIL)} --log-ids --no-progress`,
    `analyse ${vcf} ${family} ${panels} --sex ${quoted(`${EVIL}=female`)} --log-format json --no-progress`,
    ...[vcf, at("b.vcf.gz")].flatMap((path) =>
      formats(`explain ${path} 1:1000:G:A ${family} ${panels} ${store}`, "text", "json"),
    ),
    `explain ${vcf} 1:1000:G:A ${family} ${panels} ${store} --log-ids`,
    `report ${at("out/report.json")} -o ${at("page.html")}`,
    `archive init ${cases}`,
    `archive add ${cases} ${vcf} ${family} --panel 7@1.0 --case C1 ${by} ${store} --no-progress`,
    `archive report ${cases} C1 1:1000:G:A --class LP --why ${why} ${by}`,
    `archive dismiss ${cases} C1 1:2000:G:A --why ${why} ${by}`,
    `archive set ${cases} C1 --status solved ${by}`,
    `archive set ${cases} C1 --status open ${by}`,
    ...formats(`archive list ${cases}`, "text", "tsv", "json"),
    ...formats(`archive show ${cases} C1`, "text", "json"),
    `knowledge import clinvar ${at("clinvar-2025-02-01.vcf")} ${store}`,
    ...formats(
      "knowledge diff clinvar:2025-01-01 clinvar:2025-02-01 " + store,
      "text",
      "tsv",
      "json",
    ),
    ...formats(`impact ${cases} ${store}`, "text", "json"),
    ...formats(`reanalyse ${cases} --all --dry-run ${store}`, "text", "tsv", "json", "json-lines"),
    `reanalyse ${cases} --all ${store} --format html -o ${at("events.html")}`,
    `archive show ${cases} C1`,
    ...formats(`diff ${at("out")} ${at("out")}`, "text", "tsv", "json"),
    `archive reannotate ${cases} C1 ${vcf} ${by} ${store}`,
    `archive relink ${cases} ${quoted(`${EVIL}=x`)} ${by}`,
    `archive merge ${cases}`,
    `archive verify ${cases}`,
    `archive export ${cases} -o ${at("sent")} ${by}`,
    `archive remove ${cases} C1 --why ${why} ${by}`,
    `archive show ${cases} C1`,
    `archive show ${cases} ${quoted(EVIL)}`,
  ].map((line) => `$panelist ${line}`);
  return { folder, commands };
}

const ALIVE: RegExp =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;
const FORMULA_CELL = /(?:^|\t)[ ]*[=+\-@](?![\d.]+(?:e[+-]?\d+)?(?:\t|$))[^\t]/i;

/**
 * What of the hostile texts would still do something, with some characters around it.
 * @param table cells that a spreadsheet would run count too
 */
export function alive(text: string, table = false): string[] {
  const at = ALIVE.exec(text)?.index;
  const found = at === undefined ? [] : [JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))];
  if (/<img\/src/.test(text) && /^<!doctype html>/i.test(text)) found.push("markup");
  if (table)
    for (const line of text.split("\n"))
      if (FORMULA_CELL.test(line)) found.push(`formula: ${JSON.stringify(line.slice(0, 200))}`);
  return found;
}

/** Runs the commands in order; what came out of them alive, and those that ended as a bug of ours. */
export async function aliveIn(
  commands: readonly string[],
  run: (line: string) => Promise<CliResult>,
): Promise<string[]> {
  const found: string[] = [];
  for (const line of commands) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { status, stdout, stderr } = await run(line);
    const isTable = / --format tsv/.test(line) || /panels (?:import|successor)|regions/.test(line);
    const out = [
      ...alive(stdout, isTable),
      ...alive(stderr),
      ...(status === 70 || status === null ? [`exit ${status}: ${stderr.slice(0, 500)}`] : []),
    ];
    if (out.length > 0) found.push(`${JSON.stringify(line.slice(10, 60))}: ${out.join("; ")}`);
  }
  return found;
}
