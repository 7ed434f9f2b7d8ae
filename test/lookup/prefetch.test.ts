// Prefetched values and the cache of ranges: the same answers as the file's, and nobody is asked twice.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RangeCache } from "../../src/io/range-cache.ts";
import { fetchIndex, mergeChunks } from "../../src/io/bgzf/index.ts";
import { LOCAL_ONLY, prefetch, PrefetchedValues, type Place } from "../../src/lookup/index.ts";
import { openStore } from "../../src/store/index.ts";
import { frequencyFile, gnomadSource, type FrequencyRow } from "../helpers/source-files.ts";
import { ask, sourceOf } from "../helpers/sources.ts";
import { rangeServer, type RangeServer } from "../helpers/range-server.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const NETWORK = { cache: null, offline: false };

/** Three exons of 300 bases, three alleles at each, with as much text as real records have. */
const ROWS: FrequencyRow[] = [50_000, 58_000, 120_000].flatMap((exon) =>
  Array.from({ length: 900 }, (_, i): FrequencyRow => {
    const pos = exon + Math.floor(i / 3);
    const noise = Array.from({ length: 60 }, (__, n) =>
      ((pos * 7919 + i * 104_729 + n * 31) % 99_991).toString(36),
    );
    return {
      pos,
      alt: ["A", "C", "T"][i % 3] ?? "A",
      filter: i % 50 === 0 ? "AC0" : "PASS",
      info: `AC=${i};AN=${1_400_000 - i};AF_grpmax=${(i / 1_400_000).toExponential(5)};grpmax=nfe;note=${noise.join("")}`,
    };
  }),
);
const file = frequencyFile(folder, ROWS);
const PLACES: Place[] = [
  { chrom: "1", start: 49_950, end: 50_349 },
  { chrom: "1", start: 57_950, end: 58_349 },
];
const allele = (pos: number, alt: string) => ({ chrom: "1", pos, ref: "G", alt });
const ASKED = [
  allele(50_000, "A"),
  allele(50_123, "T"),
  allele(50_299, "C"),
  allele(50_320, "C"),
  allele(58_001, "A"),
  allele(58_150, "G"),
];

let server: RangeServer;
beforeAll(async () => {
  server = await rangeServer([file, `${file}.tbi`]);
});
afterAll(() => server.close());

const remote = () => gnomadSource(`${server.address}/f.vcf.gz`);

async function prefetched(store: string, places = PLACES): Promise<PrefetchedValues[]> {
  const spec = sourceOf(gnomadSource(file));
  const { data } = await prefetch(spec, places, NETWORK, () => {});
  const opened = openStore(store);
  await opened.put({ kind: "values", source: "gnomAD", id: "x", version: "4.1" }, data, {
    extension: "values",
    fetched: "2024-01-01T00:00:00.000Z",
    origin: "",
    terms: "",
    assembly: "GRCh38",
    facts: {},
  });
  return PrefetchedValues.of(opened, spec);
}

describe("prefetched values", () => {
  it("answer as the file does, allele by allele, and no file is opened", async () => {
    const entries = await prefetched(join(folder, "store"));
    const asked = ROWS.filter(({ pos }) => pos < 60_000 && pos % 7 < 2).map(({ pos, alt = "" }) =>
      allele(pos, alt),
    );
    const theirs = await ask(gnomadSource(file), [...asked, ...ASKED]);
    const none = gnomadSource("http://127.0.0.1:9/none.vcf.gz");
    const ours = await ask(none, [...asked, ...ASKED], {
      remoteLookups: false,
      prefetched: entries,
    });
    expect(ours).toEqual(theirs);
    expect(ours.filter(({ status }) => status === "absent")).toHaveLength(2);
  });

  it("say nothing of what lies outside of their regions: not assessed, never absent", async () => {
    const entries = await prefetched(join(folder, "store-2"));
    const asking = { remoteLookups: false, prefetched: entries };
    const [inside, outside] = await ask(
      remote(),
      [allele(50_000, "A"), allele(120_000, "A")],
      asking,
    );
    expect(inside?.status).toBe("found");
    expect(outside).toMatchObject({ status: "not_assessed", values: {} });
    expect(outside?.detail).toContain("not prefetched");
  });

  it("are the same bytes whatever the order of the places", async () => {
    const spec = sourceOf(gnomadSource(file));
    const [a, b] = [PLACES, PLACES.toReversed()].map((places) =>
      prefetch(spec, places, NETWORK, () => {}),
    );
    expect((await a)?.data.equals((await b)?.data ?? Buffer.alloc(0))).toBe(true);
  });

  it("fetch no byte twice, and little beyond the blocks that the index gives", async () => {
    server.asked.length = 0;
    const spec = sourceOf(remote());
    await prefetch(spec, PLACES, NETWORK, () => {});
    // The first byte tells the size and the tag.
    const ranges = server.asked.filter(([name, , end]) => name === "f.vcf.gz" && end > 1);
    const sorted = ranges.toSorted((x, y) => x[1] - y[1]);
    sorted.forEach(([, start], i) => {
      expect(start).toBeGreaterThanOrEqual(sorted[i - 1]?.[2] ?? 0);
    });
    const index = await fetchIndex(spec.file, NETWORK);
    const chunks = mergeChunks(
      PLACES.flatMap(({ start, end }) => index.blocksForRange("chr1", start - 1, end)),
    );
    const [first, last] = [chunks[0]?.minv.block ?? 0, chunks.at(-1)?.maxv.block ?? 0];
    const bytes = ranges.reduce((sum, [, start, end]) => sum + end - start, 0);
    // Beside it the head, which is as large as a look, and the last block.
    expect(bytes).toBeLessThan(1.1 * (last - first) + 24 * 1024 + 16 * 1024 + 28);
  });

  it("that are damaged say so", async () => {
    const store = join(folder, "store-3");
    const [entry] = await prefetched(store);
    const path = openStore(store).pathOf(entry?.entry ?? (undefined as never));
    const bytes = readFileSync(path);
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const again = await PrefetchedValues.of(openStore(store), sourceOf(gnomadSource(file)));
    const asking = { remoteLookups: false, prefetched: again };
    await expect(ask(remote(), [allele(58_001, "A")], asking)).rejects.toMatchObject({
      code: "E_STORE",
    });
  });
});

describe("a remote source", () => {
  const access = () => ({ cache: new RangeCache(join(folder, "cache")), offline: false });

  it("is not asked for survivors unless it may be (DEC-54)", async () => {
    server.asked.length = 0;
    const answers = await ask(remote(), ASKED, { remoteLookups: false });
    expect(answers.every(({ status }) => status === "not_assessed")).toBe(true);
    expect(server.asked).toEqual([]);
  });

  it("answers from the cache after checking only the tag; offline, no request is sent", async () => {
    const local = await ask(gnomadSource(file), ASKED);
    expect(await ask(remote(), ASKED, { access: access() })).toEqual(local);
    server.asked.length = 0;
    expect(await ask(remote(), ASKED, { access: access() })).toEqual(local);
    expect(server.asked.map(([name, start, end]) => [name, start, end])).toEqual([
      ["f.vcf.gz", 0, 1],
    ]);
    server.asked.length = 0;
    const offline = { cache: new RangeCache(join(folder, "cache")), offline: true };
    expect(await ask(remote(), ASKED, { access: offline, remoteLookups: false })).toEqual(local);
    expect(server.asked).toEqual([]);
    await expect(ask(remote(), [allele(120_000, "A")], { access: offline })).rejects.toMatchObject({
      code: "E_REMOTE",
      message: expect.stringContaining("not read earlier"),
    });
  });

  it("answers for several alleles of a place, and for doubles, as the file does; damaged lines are read anew", async () => {
    const cache = new RangeCache(join(folder, "cache-lines"));
    const near = { access: { cache, offline: false } };
    const asked = [...["A", "C", "T", "G"].map((alt) => allele(50_001, alt)), ...ASKED, ...ASKED];
    for (const records of ["split", "joint"] as const) {
      const theirs = await ask(gnomadSource(file, { records }), asked);
      for (let i = 0; i < 3; i++)
        expect(await ask({ ...remote(), records }, asked, near)).toEqual(theirs);
    }
    const { tag } = cache.known(remote().file) ?? { tag: "" };
    expect(cache.lines(remote().file, tag).size).toBeGreaterThan(8);
    const damaged = execFileSync("find", [join(folder, "cache-lines"), "-name", "lines.json"]);
    const path = damaged.toString().trim();
    writeFileSync(path, readFileSync(path, "utf8").replace("PASS", "FAIL"));
    expect(cache.lines(remote().file, tag).size).toBe(0);
    expect(await ask(remote(), asked, near)).toEqual(await ask(gnomadSource(file), asked));
  });

  it("that changed is read anew", async () => {
    await ask(remote(), ASKED, { access: access() });
    server.tag = '"2"';
    server.asked.length = 0;
    await ask(remote(), ASKED, { access: access() });
    expect(server.asked.length).toBeGreaterThan(2);
  });

  it("whose kept bytes are damaged is read anew", () => {
    const cache = new RangeCache(join(folder, "cache-2"));
    cache.remember("http://x/y", { tag: "t", size: 10 });
    cache.write("http://x/y", "t", 0, Buffer.from("abcdef"));
    const [span = { start: 0, end: 0 }] = cache.spans("http://x/y", "t");
    expect(cache.read("http://x/y", "t", span)?.toString()).toBe("abcdef");
    expect(cache.read("http://x/y", "t", { start: 0, end: 5 })).toBeNull();
  });

  it("leaves the oldest parts when there is no room", () => {
    const cache = new RangeCache(join(folder, "cache-3"), 1000);
    cache.remember("http://x/y", { tag: "t", size: 5000 });
    for (let i = 0; i < 12; i++) cache.write("http://x/y", "t", 100 * i, Buffer.alloc(100, i));
    const held = cache
      .spans("http://x/y", "t")
      .reduce((sum, { start, end }) => sum + end - start, 0);
    expect(held).toBeLessThanOrEqual(1000);
    expect(held).toBeGreaterThan(0);
  });
});

it("a search in a split file finds every allele, as reading all of it does", async () => {
  const asked = ROWS.filter((_, i) => i % 11 === 0).map(({ pos, alt = "" }) => allele(pos, alt));
  const split = await ask(gnomadSource(file), asked, LOCAL_ONLY);
  const joint = await ask({ ...gnomadSource(file), records: "joint" }, asked, LOCAL_ONLY);
  expect(split).toEqual(joint);
  expect(split.every(({ status }) => status === "found")).toBe(true);
});

it("a file that is not split as it is declared is refused, with the place", async () => {
  const odd = frequencyFile(folder, [{ pos: 100, alt: "A,C", info: "AC=1" }]);
  await expect(ask(gnomadSource(odd), [allele(100, "A")])).rejects.toMatchObject({
    code: "E_KNOWLEDGE",
    message: expect.stringContaining("declared as split"),
  });
});
