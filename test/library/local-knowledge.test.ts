/** The store's panels, gene tables, Test Directory and local overrides in a run, without the command line. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { sourceOf } from "../../src/panel/client/index.ts";
import { panelDiffText } from "../../src/cli/print/panel-diff.ts";
import { panelText } from "../../src/cli/print/panels.ts";
import { panelBed } from "../../src/panel/index.ts";
import type { PanelDiff } from "../../src/panel/diff/index.ts";
import { recordSuccessor } from "../../src/panel/local/index.ts";
import { fetchIntoStore } from "../../src/library/fetch.ts";
import { importIndications, showIndication } from "../../src/library/indications.ts";
import { importPanels } from "../../src/library/import.ts";
import { panelsDiff } from "../../src/library/diff.ts";
import { regions } from "../../src/analysis/regions.ts";
import { identifyPanel, showPanel } from "../../src/library/show.ts";
import { openStore } from "../../src/store/index.ts";
import type { Store } from "../../src/store/types.ts";
import { analyseHere, DEFAULTS, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { GENE1_BED, recordText, headerText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
let files = 0;

async function panelShown(word: string, store: Store): Promise<string> {
  const shown = await showPanel(word, store);
  return panelText(shown, await identifyPanel(shown.panel, store));
}

function file(content: string, name = `file-${(files += 1)}`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function newStore(): Store {
  return openStore(join(folder, `store-${(files += 1)}`));
}

function logged(): { lines: string[]; log: Parameters<typeof regions>[1]["log"] } {
  const lines: string[] = [];
  const push = (line: string): void => {
    lines.push(line);
  };
  return { lines, log: { info: push, warn: push, detail: push } };
}

const now = (): Date => new Date("2026-01-02T03:04:05Z");

function panelJson(id: number, version: string, more: object = {}): string {
  return JSON.stringify({
    id,
    name: `Panel ${id}`,
    version,
    relevant_disorders: [`R${id}`],
    genes: [
      { entity_name: "GENE1", confidence_level: "3", mode_of_inheritance: "BIALLELIC, autosomal" },
    ],
    ...more,
  });
}

async function keep(store: Store, ...texts: string[]): Promise<void> {
  const paths = texts.map((text) => file(text, `panel-${(files += 1)}.json`));
  await importPanels({ paths, source: undefined }, store, {
    ...logged(),
    onProgress: () => {},
    now,
  });
}

async function messageOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (e: unknown) => e,
  );
  if (!isToolError(error)) throw new Error(`no error of ours: ${String(error)}`);
  return `${error.code} ${error.message}`;
}

const COLUMNS = "gene\taction\tconfidence\tmode_of_inheritance\ttranscript\treason\tauthor\tdate";
const WHY = "MDT\tA Body\t2026-05-03";

describe("DEC-23 --panel-override in a run", () => {
  const vcf = file(
    headerText({ samples: ["S"] }) +
      [
        recordText({ pos: 1000, gene: "GENE1", genotypes: ["1/1"] }),
        recordText({ pos: 2000, gene: "GENE2", genotypes: ["1/1"] }),
      ]
        .map((line) => `${line}\n`)
        .join(""),
    "one.vcf",
  );
  const bed = file(GENE1_BED, "gene1.bed");
  const run = (override: string | null, outDir: string | null = null) =>
    analyseHere(
      {
        vcfs: [vcf],
        panels: [bed],
        sex: { "": "female" },
        store: join(folder, "no-store"),
        ...(override === null
          ? {}
          : { panelOverride: file(`${COLUMNS}\n${override}\n`, `override-${(files += 1)}.tsv`) }),
      },
      outDir === null ? {} : { dir: outDir },
    );

  it("adds, removes and sets what is analysed", async () => {
    const genes = async (override: string | null): Promise<string[]> =>
      rowsOf((await run(override)).text).map((row) => row["gene"] ?? "");
    expect(await genes(null)).toEqual(["GENE1"]);
    expect(await genes(`GENE2\tadd\tgreen\tAR\t\t${WHY}`)).toEqual(["GENE1", "GENE2"]);
    expect(await genes(`GENE1\tremove\t\t\t\t${WHY}`)).toEqual([]);
    const [row] = rowsOf((await run(`GENE1\tset\tamber\tAR\t\t${WHY}`)).text);
    expect(row).toMatchObject({ tier: "3", panel_moi: "biallelic" });
  });

  it("is in the log, the report's notes and run.json, with its digest", async () => {
    const out = join(folder, "out");
    const { log } = await run(`GENE2\tadd\tgreen\tAR\t\t${WHY}`, out);
    expect(log).toContainEqual("info: local overrides: 1 applied");
    const report = readFileSync(join(out, "report.json"), "utf8");
    expect(report).toContain("local override: GENE2 added");
    const { inputs } = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as {
      inputs: { role: string; digest: { sha256: string } }[];
    };
    const override = inputs.find(({ role }) => role === "override");
    expect(override?.digest.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("the transcript that it names is reported on, before MANE's", async () => {
    const header = headerText({ samples: ["S"] });
    const csq = (transcript: string, terms: string, impact: string, mane: string): string =>
      `A|${terms}|${impact}|GENE1|ENSG00000000001|Transcript|${transcript}|protein_coding||||YES|${mane}||`;
    const info = `CSQ=${csq("ENST00000000001.1", "stop_gained", "HIGH", "NM_1.1")},${csq("ENST00000000002.3", "missense_variant", "MODERATE", "")}`;
    const two = file(
      `${header}1\t1000\t.\tG\tA\t900\tPASS\t${info}\tGT:AD:DP:GQ\t1/1:0,30:30:99\n`,
      "two.vcf",
    );
    const reported = async (override: string): Promise<string | undefined> => {
      const { text } = await analyseHere({
        vcfs: [two],
        panels: [bed],
        sex: { "": "female" },
        store: join(folder, "no-store"),
        panelOverride: file(`${COLUMNS}\n${override}\n`, `override-${(files += 1)}.tsv`),
      });
      return rowsOf(text)[0]?.["transcript"];
    };
    expect(await reported(`GENE1\tset\tgreen\t\t\t${WHY}`)).toBe("ENST00000000001.1");
    expect(await reported(`GENE1\tset\t\t\tENST00000000002\t${WHY}`)).toBe("ENST00000000002.3");
  });
});

describe("gene tables of the store (DEC-16, PA-04)", () => {
  it("give coordinates to a panel of symbols, and are named in the report", async () => {
    const store = newStore();
    const gff = [
      "##gff-version 3",
      "#!genome-version GRCh38",
      "1\te\tgene\t1000\t2000\t.\t+\t.\tID=gene:ENSG00000000001;Name=GENE1;description=[Source:HGNC Symbol%3BAcc:HGNC:5]",
    ].join("\n");
    await importGenes(store, file(gff), { assembly: null, now: now() });
    const symbols = file("symbol\tmoi\nGENE1\tAR\nNOSUCH\tAR\n", "symbols.tsv");
    const { lines, log } = logged();
    const table = await regions(
      {
        ...DEFAULTS,
        panels: [symbols],
        store: store.path,
        assembly: "GRCh38",
        minConfidence: "green",
      },
      { log },
    );
    expect(panelBed(table)).toMatch(/^1\t\d+\t\d+\tGENE1\n$/);
    expect(lines.join("\n")).toContain("gene tables: ensembl");
    expect(lines.join("\n")).toContain("no GRCh38 coordinates: NOSUCH");
  });

  it("panels show says what they find", async () => {
    const store = newStore();
    const hgnc =
      "hgnc_id\tsymbol\tname\tstatus\tprev_symbol\nHGNC:4162\tGARS1\tx\tApproved\tGARS\n";
    await importGenes(store, file(hgnc), { assembly: null, now: now() });
    await keep(
      store,
      panelJson(7, "1.0", {
        genes: [
          { entity_name: "GARS", confidence_level: "3", gene_data: { hgnc_id: "HGNC:4162" } },
        ],
      }),
    );
    const text = await panelShown("7", store);
    expect(text).toContain("identity\t1 gene whose symbol has changed: GARS (now GARS1)");
    expect(text).toContain("1 gene without coordinates: GARS (GRCh37, GRCh38)");
  });
});

describe("panels successor", () => {
  it("a retired panel's word means its successor, and says so; a named version stays", async () => {
    const store = newStore();
    await keep(store, panelJson(64, "1.0"), panelJson(402, "3.0"));
    await recordSuccessor(store, "64", {
      id: "402",
      by: "AB",
      date: now().toISOString(),
      reason: "",
    });
    const text = await panelShown("64", store);
    expect(text).toContain("panel\t402 Panel 402");
    expect(text).toContain("replaces panel 64, as recorded by AB on 2026-01-02");
    expect(await panelShown("64@1.0", store)).toContain("panel\t64 Panel 64");
  });

  it("one that is not held is an error that says what to fetch; rings are refused", async () => {
    const store = newStore();
    await keep(store, panelJson(64, "1.0"));
    const successor = { id: "402", by: "AB", date: now().toISOString(), reason: "" };
    await recordSuccessor(store, "64", successor);
    expect(await messageOf(showPanel("64", store))).toContain("E_INPUT_MISSING panel 402");
    expect(await messageOf(recordSuccessor(store, "402", { ...successor, id: "64" }))).toContain(
      "E_USAGE",
    );
  });
});

describe("the Test Directory in the store", () => {
  it("an R-code that only the Directory knows resolves, with the test's name", async () => {
    const store = newStore();
    await keep(store, panelJson(402, "3.0", { relevant_disorders: [] }));
    const directory = JSON.stringify({
      td_source: "V6",
      date: "231219",
      indications: [
        {
          code: "R59.3",
          name: "Epilepsy",
          test_method: "WGS",
          panels: ["402"],
          original_targets: "",
        },
      ],
    });
    expect(await messageOf(showPanel("R59", store))).toContain("E_INPUT_MISSING");
    await importIndications(file(directory), store, { ...logged(), now });
    expect(await panelShown("R59", store)).toContain("panel\t402");
    expect(await panelShown("R59.3", store)).toContain("panel\t402");
    const { found } = await showIndication("R59", store);
    expect(found.tests).toMatchObject([{ code: "R59.3", method: "WGS" }]);
    expect(await messageOf(showIndication("R1", store))).toContain("E_INPUT_MISSING");
  });
});

describe("panels fetch into the store", () => {
  it("whole entries or none; the next run fetches what is missing; list pages are kept", async () => {
    let broken = true;
    const server = createServer((request, response) => {
      const id = /panels\/(\d+)\/$/.exec(request.url ?? "")?.[1];
      if (id === undefined)
        response.end(
          JSON.stringify({
            count: 2,
            next: null,
            results: [1, 2].map((n) => ({ id: n, name: `Panel ${n}`, version: "1.0" })),
          }),
        );
      else if (id === "2" && broken) {
        response.writeHead(200, { "content-length": "5000" });
        response.write(panelJson(2, "1.0").slice(0, 40));
        setTimeout(() => response.destroy(), 10);
      } else response.end(panelJson(Number(id), "1.0"));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    const store = newStore();
    // A 404 is not tried again: the test waits for no backoff.
    const options = {
      wanted: ["all"],
      version: undefined,
      signedOff: false,
      source: { ...sourceOf(`http://127.0.0.1:${port}/api/v1/`), pauseMs: 0 },
      token: undefined,
      parallel: 1,
    };
    const io = { ...logged(), now, version: "0", onFetch: () => {}, delaysMs: [1] };
    try {
      const first = await fetchIntoStore(options, store, io);
      expect(first).toMatchObject({ added: ["1@1.0"], failed: [{ id: "2" }] });
      expect(await store.verify()).toEqual([]);
      expect(readdirSync(store.path).filter((name) => name.startsWith(".tmp"))).toEqual([]);
      expect((await store.list("panel")).map(({ id }) => id)).toEqual(["1"]);
      broken = false;
      const second = await fetchIntoStore(options, store, io);
      expect(second).toMatchObject({ added: ["2@1.0"], unchanged: 1, failed: [] });
      expect(await store.list("panel-list")).toHaveLength(1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }, 20_000);
});

describe("panels diff", () => {
  const diffOf = (before: string, after: string, store: Store): Promise<PanelDiff> =>
    panelsDiff(before, after, store, { greenOnly: false, override: undefined });
  const amber = { genes: [{ entity_name: "GENE1", confidence_level: "2" }] };

  it("versions of the store, a file, a folder, two stores", async () => {
    const store = newStore();
    await keep(store, panelJson(7, "1.9", amber), panelJson(7, "1.10"));
    const versions = await diffOf("7@1.9", "7@latest", store);
    expect(versions.counts).toEqual({ gene_to_green: 1, moi_changed: 1 });
    expect(versions.compared).toMatchObject([{ id: "7", old_version: "1.9", new_version: "1.10" }]);

    const one = file(panelJson(7, "1.0", amber), "seven.json");
    expect((await diffOf(one, "7", store)).counts.gene_to_green).toBe(1);
    expect((await diffOf(one, store.path, store)).counts.gene_to_green).toBe(1);

    const other = newStore();
    await keep(other, panelJson(7, "1.10"), panelJson(8, "1.0"));
    const stores = await diffOf(store.path, other.path, store);
    expect(stores.counts).toEqual({ panel_added: 1 });
    expect((await diffOf(other.path, store.path, store)).counts).toEqual({ panel_retired: 1 });
  });

  it("a recorded successor makes a merger of what would be a retirement", async () => {
    const before = newStore();
    await keep(before, panelJson(7, "1.0"), panelJson(8, "1.0"));
    const after = newStore();
    await keep(after, panelJson(8, "1.1"));
    await recordSuccessor(after, "7", { id: "8", by: "AB", date: now().toISOString(), reason: "" });
    const { counts } = await diffOf(before.path, after.path, newStore());
    expect(counts).toEqual({ panel_merged: 1 });
  });

  it("a panel that a list names and the store does not hold is not retired", async () => {
    const before = newStore();
    await keep(before, panelJson(7, "1.0"));
    const after = newStore();
    await keep(
      after,
      JSON.stringify({
        count: 1,
        next: null,
        results: [{ id: 7, name: "Panel 7", version: "1.1" }],
      }),
    );
    const diff = await diffOf(before.path, after.path, newStore());
    expect(diff.changes).toEqual([]);
    expect(diff.not_compared).toMatchObject([{ panel: { id: "7" }, fields: ["content"] }]);
  });

  it("local overrides show on the new side", async () => {
    const store = newStore();
    await keep(store, panelJson(7, "1.0"));
    const override = file(`${COLUMNS}\nGENE9\tadd\t\t\t\t${WHY}\n`);
    const diff = await panelsDiff("7", "7", store, { greenOnly: false, override });
    expect(panelDiffText(diff, "text")).toContain(
      "GENE9: added: green, mode unknown [local: MDT (A Body, 2026-05-03)]",
    );
  });

  it.each([
    ["nothing of the name", "999", "E_INPUT_MISSING"],
    ["a broken file", "{", "E_PANEL"],
  ])("%s is one error", async (_name, word, code) => {
    const store = newStore();
    const before = word === "{" ? file(word, "broken.json") : word;
    expect(await messageOf(diffOf(before, before, store))).toContain(code);
  });
});
