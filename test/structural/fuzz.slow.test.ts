/** 100,000 records of real callers' files, changed: no crash, and each has one outcome. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { seeded } from "../helpers/mutate-vcf.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { made, readAll } from "./vcf.ts";

const folder = tempFolder();
const callers = join(sharedData ?? "", "events/callers");
const RECORDS = 100_000;
const PER_FILE = 500;

/** Words that stand where others of their kind do, and some that stand nowhere. */
const WORDS = [
  "<DEL>",
  "<DUP>",
  "<INV>",
  "<INS>",
  "<CNV>",
  "<BND>",
  "<CPX>",
  "<LOH>",
  "<CN0>",
  "<INS:ME:ALU>",
  "<DEL>,<DUP>",
  "<>",
  "<",
  "N[1:5[",
  "]X:99]N",
  "N]chr2:1]",
  "[GL1:7[N",
  "N[1[",
  ".N",
  "N.",
  "]]",
  "ACGTACGT",
  ".",
  "*",
  "",
  "0/1",
  "1/1",
  "./1",
  "1",
  "2|1",
  "./.",
  "0/0",
  "-1",
  "9999999999",
  "1e9",
  "-nan",
  "NaN",
  "a,b",
  "1,2,3",
  "(0,5)",
  "PASS",
  "q5;q6",
  "END=5",
  "SVLEN=-7",
  "SVTYPE=BND",
  "CHR2=X",
  "CIPOS=-9,9",
  "IMPRECISE",
  "END=",
  "=",
  ";;",
  "SVCLAIM=D",
  "natorRD=0.5",
  "MATEID=x",
  "\u0000",
  "\u{1F600}",
];

function changed(cells: readonly string[], random: () => number): string[] {
  const next = [...cells];
  const pick = (most: number): number => Math.floor(random() * most);
  const word = (): string => WORDS[pick(WORDS.length)] ?? "";
  for (let n = 1 + pick(4); n > 0; n--) {
    const at = pick(next.length);
    const old = next[at] ?? "";
    switch (pick(6)) {
      case 0:
        next[at] = word();
        break;
      case 1:
        next[at] = old.slice(0, pick(old.length + 1));
        break;
      case 2:
        next[7] = `${word()};${next[7]}`;
        break;
      case 3:
        next[at] = old.replace(/\d+/, String(pick(3e9)));
        break;
      case 4: {
        const parts = old.split(/(?=[:;,])/);
        next[at] = parts.with(pick(parts.length), `${parts[0]?.slice(0, 1)}${word()}`).join("");
        break;
      }
      default:
        if (at > 8) next.splice(at, 1);
    }
  }
  // What is no record at all is an error of the file, and has its own test.
  if (!/^\d{1,10}$/.test(next[1] ?? "")) next[1] = String(pick(3e8));
  return next.map((cell) => cell.replaceAll(/[\t\n\r]/g, " "));
}

describe.skipIf(sharedData === null)("changed records", () => {
  const names =
    sharedData === null ? [] : readdirSync(callers).filter((name) => /\.vcf(\.gz)?$/.test(name));

  it(`${RECORDS} of them, each under one outcome`, async () => {
    const sources = names.map((name) => {
      const bytes = readFileSync(join(callers, name));
      const lines = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes)
        .toString("utf8")
        .split("\n")
        .filter((line) => line !== "");
      return {
        header: lines.filter((line) => line.startsWith("#")),
        records: lines.filter((line) => !line.startsWith("#")).map((line) => line.split("\t")),
      };
    });
    let read = 0;
    let events = 0;
    for (let seed = 1; read < RECORDS; seed++) {
      const random = seeded(seed);
      const { header = [], records = [] } = sources[seed % sources.length] ?? {};
      const rows = Array.from({ length: PER_FILE }, () =>
        changed(records[Math.floor(random() * records.length)] ?? [], random).join("\t"),
      );
      // Its #CHROM line has no tab at its end.
      const text = [...header.map((line) => line.trimEnd()), ...rows, ""].join("\n");
      const path = made(folder, text);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const told = await readAll([{ path }], null, "GRCh37").catch(async (error: unknown) => {
        if (isToolError(error) && error.code === "E_ASSEMBLY")
          return readAll([{ path }], null, "GRCh38");
        throw error;
      });
      for (const file of told.files) {
        const dropped = Object.values(file.dropped).reduce((a, b) => a + b, 0);
        expect(`${seed}: ${file.records} ${file.used + dropped}`).toBe(
          `${seed}: ${PER_FILE} ${PER_FILE}`,
        );
        const lines = new Set(
          told.events.flatMap(({ members }) => members.map(({ line }) => line)),
        );
        expect(lines.size).toBe(file.used);
        read += file.records;
      }
      for (const event of told.events) {
        expect(event.first).toBeLessThanOrEqual(event.last);
        expect(Number.isSafeInteger(event.first) && Number.isSafeInteger(event.last)).toBe(true);
        expect(
          event.ciFirst[0] <= 0 &&
            event.ciFirst[1] >= 0 &&
            event.ciLast[0] <= 0 &&
            event.ciLast[1] >= 0,
          event.key,
        ).toBe(true);
      }
      events += told.events.length;
    }
    expect(events).toBeGreaterThan(RECORDS / 10);
  }, 600_000);
});
