/** From an empty store to a full one, over a bad line, behind a proxy, or by a file: what is there in the end, and what is told. */
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { doctor } from "../../src/analysis/doctor-schema.ts";
import { bundledAddresses } from "../../src/io/addresses.ts";
import { addressList } from "../../src/io/schema.ts";
import { presetSource } from "../../src/lookup/index.ts";
import { schemaText } from "../../src/report/index.ts";
import { KINDS } from "../../src/store/types.ts";
import { type FaultyServer, faultyServer } from "../helpers/faulty-server.ts";
import { knowledgeMirror, type Mirror } from "../helpers/knowledge-mirror.ts";
import { AUTHORITY, authenticatingProxy, secureServer } from "../helpers/proxy.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const newStore = (): string => join(mkdtempSync(join(folder, "s-")), "store");
let server: FaultyServer;
let mirror: Mirror;

beforeAll(async () => {
  server = await faultyServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.files.clear();
  server.faults.clear();
  server.asked.length = 0;
  server.sent.clear();
  mirror = knowledgeMirror(server, folder);
});

interface SetUp {
  status: number | null;
  stdout: string;
  stderr: string;
  /** `step outcome`. */
  outcomes: string[];
}

async function setup(
  store: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<SetUp> {
  const all = [
    "setup",
    "--store",
    store,
    "--addresses",
    mirror.addresses,
    "--no-progress",
    ...args,
  ];
  const { status, stdout, stderr } = await runInProcess(all, { env });
  const rows = stdout.split("\n").slice(1, -1);
  const outcomes = rows.map((row) =>
    row
      .split("\t")
      .filter((_cell, i) => i !== 1)
      .slice(0, 2)
      .join(" "),
  );
  return { status, stdout, stderr, outcomes };
}

const STEPS = [
  "gene-names",
  "mane",
  "transcripts",
  "hpo",
  "clinvar",
  "constraint",
  "dosage",
  "g2p",
  "test-directory",
  "panels",
  "values",
];
const all = (outcome: string): string[] => STEPS.map((step) => `${step} ${outcome}`);

/** Every file of a store with its bytes, but for what can be fetched again. */
function filesOf(path: string): [string, string][] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile() && !relative(path, name).startsWith("cache"))
    .sort()
    .map((name) => [relative(path, name), readFileSync(name, "latin1")]);
}

describe("the list of addresses", () => {
  it("has its shape; each address has its page, and none is called verified that was not asked", () => {
    const { steps, panelapps } = addressList.parse(bundledAddresses());
    const files = [...steps.flatMap((step) => step.files), ...panelapps];
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter(({ page }) => !page.startsWith("https://"))).toEqual([]);
    expect(files.filter(({ address, verified }) => address === null && verified)).toEqual([]);
    for (const { address, ...file } of steps.flatMap((step) => step.files))
      expect(address === null ? file.obtain : address).toMatch(/^https:|\w/);
    expect(steps.filter(({ gives }) => !KINDS.some((kind) => kind === gives.kind))).toEqual([]);
    for (const { presets = [], gives, assembly } of steps)
      for (const preset of presets)
        expect(presetSource(preset)).toMatchObject({ assembly, name: gives.source });
  });

  it("is printed, and nothing is fetched", async () => {
    const { status, stdout } = await runInProcess(["setup", "--list", "--store", newStore()]);
    expect(status).toBe(0);
    expect(stdout).toContain("clinvar\tGRCh38\tClinVar\thttps://ftp.ncbi.nlm.nih.gov/pub/clinvar/");
    expect(stdout).toContain("PanelApp gel");
  });
});

describe("setup", () => {
  it("fills an empty store; a second one finds everything there, and asks for no file twice", async () => {
    const store = newStore();
    const first = await setup(store, ["--panels", "R59"]);
    expect(first.stderr).not.toContain("warning: values");
    expect(first.outcomes).toEqual(all("added"));
    expect(first.status).toBe(0);
    expect(readdirSync(join(store, "cache", "downloads"))).toEqual([]);
    server.sent.clear();
    const second = await setup(store, ["--panels", "R59"]);
    expect(second.outcomes).toEqual(all("unchanged"));
    expect([...server.sent.keys()].filter((path) => !path.startsWith("/api/"))).toEqual([]);
  });

  it("tells a doctor what is there, what is missing, and passes the self-test", async () => {
    const store = newStore();
    await setup(store, ["--only", "clinvar,hpo,panels"]);
    const record = join(folder, "record.json");
    const { status, stdout } = await runInProcess(["doctor", "--store", store, "--report", record]);
    expect(status).toBe(0);
    expect(stdout).toContain("ClinVar, GRCh38: ClinVar 2026-02-01, brought today");
    expect(stdout).toMatch(/missing[^]*gene names \(HGNC\)[^]*self-test: PASSED: 31 candidates/);
    const published = z.fromJSONSchema(
      JSON.parse(schemaText("doctor")) as Parameters<typeof z.fromJSONSchema>[0],
    );
    const written: unknown = JSON.parse(readFileSync(record, "utf8"));
    expect(published.safeParse(written).error).toBeUndefined();
    const { selfTest, store: held } = doctor.parse(written);
    expect(selfTest.answer).toBe(selfTest.expected);
    expect(held.faults).toEqual([]);
    expect(held.entries.map(({ kind }) => kind)).toEqual(["panel", "panel-list", "hpo", "clinvar"]);
  });

  it("a doctor judges by the addresses that setup takes, also where a site's file names them", async () => {
    const store = newStore();
    const own = join(folder, "own-addresses.json");
    const { steps, ...rest } = bundledAddresses();
    writeFileSync(
      own,
      JSON.stringify({ ...rest, steps: steps.filter(({ job }) => job === "hpo") }),
    );
    const config = join(folder, "site.json");
    const options = { addresses: "own-addresses.json" };
    writeFileSync(config, JSON.stringify({ schema: "panelist.config", version: 1, options }));
    const bundled = await runInProcess(["doctor", "--store", store]);
    expect(bundled.stdout).toContain("ClinVar, GRCh38");
    const asked = await runInProcess(["doctor", "--store", store, "--addresses", own]);
    expect(asked.stdout).toContain("phenotypes (HPO)");
    expect(asked.stdout).not.toContain("ClinVar, GRCh38");
    const env = { PANELIST_CONFIG: config };
    const configured = await runInProcess(["doctor", "--store", store], { env });
    const undated = (text: string): string => text.slice(text.indexOf("\n"));
    expect(undated(configured.stdout)).toBe(undated(asked.stdout));
    const listed = await runInProcess(["setup", "--list", "--store", store], { env });
    expect(listed.stdout).not.toContain("ClinVar, GRCh38");
    const shown = await runInProcess(["config", "show"], { env });
    expect(shown.stdout).toContain(`addresses\town-addresses.json\t${config}\n`);
    const plain = await runInProcess(["config", "show", "--no-config"]);
    expect(plain.stdout).toContain("addresses\tsources/addresses.json\tdefault\n");
  });

  it("tells, as a doctor does, what a VCF without an annotation needs, until it is given", async () => {
    const store = newStore();
    const said =
      "a VCF without annotation also requires your reference sequence: `panelist setup --only transcripts --assembly GRCh38 --reference <GRCh38.fa.gz>`";
    const examined = async (): Promise<string> =>
      (await runInProcess(["doctor", "--store", store])).stdout;
    const only = ["--only", "transcripts"];
    for (const outcome of ["added", "unchanged"]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { stdout, outcomes } = await setup(store, only);
      expect(outcomes).toEqual([`transcripts ${outcome}`]);
      expect(stdout).toContain(said);
    }
    expect(await examined()).toContain(said);
    const given = await setup(store, [...only, "--reference", "test-data/raw/brca2.fa.gz"]);
    expect(given.outcomes).toEqual(["transcripts added"]);
    expect(given.stdout).not.toContain(said);
    expect(await examined()).not.toContain("for you to provide");
  });

  it("tells a doctor of a damaged store, and of what nobody approved", async () => {
    const store = newStore();
    await setup(store, ["--only", "clinvar,constraint"]);
    await runInProcess(["knowledge", "require-approval", "clinvar", "--store", store]);
    const sound = await runInProcess(["doctor", "--store", store]);
    expect([sound.status, sound.stdout]).toEqual([
      0,
      expect.stringMatching(
        /2 releases, 1 unapproved[^]*ClinVar 2026-02-01, brought today, UNAPPROVED/,
      ),
    ]);
    const [path = ""] = filesOf(store).flatMap(([name]) =>
      name.endsWith("data.bin") ? [name] : [],
    );
    writeFileSync(join(store, path), "x");
    const damaged = await runInProcess(["doctor", "--store", store]);
    expect([damaged.status, damaged.stdout]).toEqual([
      1,
      expect.stringContaining("DAMAGED: 1 fault"),
    ]);
  });

  it("goes on where a step fails, says which, and brings the rest when it is run again", async () => {
    const store = newStore();
    server.files.delete("/hgnc_complete_set.txt");
    server.files.set("/DDG2P.csv", { body: Buffer.from("not a table\n") });
    const first = await setup(store);
    expect(first.status).toBe(1);
    expect(first.outcomes).toContain("gene-names failed");
    expect(first.outcomes).toContain("g2p failed");
    expect(first.outcomes).toContain("panels added");
    expect(first.outcomes).toContain("values left out");
    expect(first.stderr).toMatch(/gene-names: E_REMOTE: .*hgnc_complete_set.txt: .*status 404/);
    expect(first.stderr).toContain("2 of 11 steps failed; run the same command again");
    mirror = knowledgeMirror(server, folder);
    const second = await setup(store);
    expect(second.status).toBe(0);
    expect(second.outcomes).toContain("gene-names added");
    expect(second.outcomes).toContain("hpo unchanged");
  });

  it("a release with another digest than the publisher's is not taken", async () => {
    const store = newStore();
    server.files.set("/clinvar.vcf.md5", { body: Buffer.from(`${"0".repeat(32)}  clinvar.vcf\n`) });
    const { status, outcomes, stderr } = await setup(store, ["--only", "clinvar"]);
    expect([status, outcomes]).toEqual([1, ["clinvar failed"]]);
    expect(stderr).toContain(`its publisher gives ${"0".repeat(32)}, twice`);
    expect(readdirSync(store)).not.toContain("clinvar");
  });

  it("a run that was cut short goes on with the next byte", async () => {
    const store = newStore();
    const size = mirror.bodyOf("brca2.gff3").length;
    server.faults.set("/brca2.gff3", [{ cutAfter: Math.floor(size / 2) }, { status: 403 }]);
    expect((await setup(store, ["--only", "transcripts"])).outcomes).toEqual([
      "transcripts failed",
    ]);
    server.faults.clear();
    expect((await setup(store, ["--only", "transcripts"])).outcomes).toEqual(["transcripts added"]);
    expect(new Set(server.sent.get("/brca2.gff3"))).toEqual(new Set([1]));
  });

  it.each([
    [["--only", "clinwar"], 2, "there is no step 'clinwar'"],
    [["--panels", ","], 2, "',' contains no names"],
    [["--addresses", "package.json"], 65, "package.json: "],
    [["--offline", "nowhere.tar"], 66, "nowhere.tar: no such file"],
    [["--ca-file", "package.json"], 2, "the certificate file cannot be used: it contains none"],
    [["--ca-file", "nowhere.pem"], 66, "the certificates cannot be read"],
  ])("%j is refused", async (args, code, said) => {
    const { status, stderr } = await setup(newStore(), args);
    expect(status).toBe(code);
    expect(stderr).toContain(said);
    expect(server.asked).toEqual([]);
  });
});

describe("a bundle", () => {
  it("gives another machine the same store, byte for byte", async () => {
    const [store, other] = [newStore(), newStore()];
    await setup(store, ["--panels", "R59"]);
    const bundle = join(folder, "bundle.tar");
    const made = await runInProcess(["bundle", bundle, "--store", store]);
    expect(made.status).toBe(0);
    server.asked.length = 0;
    const { status, stderr } = await setup(other, ["--offline", bundle]);
    expect([status, server.asked]).toEqual([0, []]);
    expect(stderr).toMatch(/\d+ releases added, 0 already there .*all intact/);
    expect(filesOf(other)).toEqual(filesOf(store));
    expect(filesOf(other).length).toBeGreaterThan(20);
  });

  it("that is damaged is refused, and an empty store makes none", async () => {
    const bad = join(folder, "bad.tar");
    writeFileSync(bad, "x".repeat(2000));
    expect((await setup(newStore(), ["--offline", bad])).status).toBe(65);
    const none = await runInProcess(["bundle", join(folder, "x.tar"), "--store", newStore()]);
    expect([none.status, none.stderr]).toEqual([74, expect.stringContaining("nothing to bundle")]);
  });
});

describe("behind a proxy that wants a password and inspects traffic", () => {
  it("setup brings the same, and fails without the password or the authority", async () => {
    const [secure, proxy] = await Promise.all([secureServer(), authenticatingProxy("secret")]);
    try {
      mirror = knowledgeMirror(secure, folder);
      const proxied = (password: string): Record<string, string> => ({
        HTTPS_PROXY: `http://me:${password}@${proxy.host}`,
        https_proxy: "",
        NO_PROXY: "",
        no_proxy: "",
      });
      const only = ["--only", "gene-names,hpo,panels"];
      const trusting = [...only, "--ca-file", AUTHORITY];
      const wrong = await setup(newStore(), trusting, proxied("guess"));
      expect(wrong.outcomes).toEqual(["gene-names failed", "hpo failed", "panels failed"]);
      expect(wrong.stderr).toContain(
        "the proxy requires a user name and password, or rejected them",
      );
      expect(wrong.stderr).not.toContain("guess");
      const untrusted = await setup(newStore(), only, proxied("secret"));
      expect(untrusted.outcomes).toEqual(["gene-names failed", "hpo failed", "panels failed"]);
      expect(untrusted.stderr).toContain("the server's certificate is not trusted");
      const store = newStore();
      const done = await setup(store, trusting, proxied("secret"));
      expect(done.outcomes).toEqual(["gene-names added", "hpo added", "panels added"]);
      expect(new Set(proxy.asked.filter((line) => !line.startsWith("407")))).toEqual(
        new Set([`CONNECT localhost:${new URL(secure.address).port}`]),
      );
      const tokened = await setup(store, only, {
        ...proxied("secret"),
        PANELIST_CA_FILE: AUTHORITY,
      });
      expect(tokened.outcomes).toEqual([
        "gene-names unchanged",
        "hpo unchanged",
        "panels unchanged",
      ]);
    } finally {
      await Promise.all([secure.close(), proxy.close()]);
    }
  });
});
