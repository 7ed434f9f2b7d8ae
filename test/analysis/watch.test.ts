// Lines of interest, taken down while an input that is read once goes by.
import { describe, expect, it } from "vitest";
import type { Input } from "../../src/analysis/input.ts";
import { watch, type Watched } from "../../src/analysis/watch.ts";
import type { Task } from "../../src/scan/pool/index.ts";
import type { ScanPlan } from "../../src/scan/types.ts";
import { inputOf } from "./build.ts";

type Places = Parameters<typeof watch>[1];
const line = (pos: number, ref = "A", chrom = "chr1", end = ""): string =>
  `${chrom}\t${pos}\t.\t${ref}\tT\t.\tr\u00E9\u00E9l${end}`;
async function* pieces(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, "latin1");
}
const utf8 = (text: string): string => Buffer.from(text).toString("latin1");

/** What is taken down of a text, and that all of it goes by. */
async function taken(texts: readonly string[], places: Places): Promise<Watched> {
  const given = texts.map(utf8);
  const input = inputOf({ text: pieces(given) });
  const found = watch(input, places);
  const passed: string[] = [];
  for await (const bytes of input.text ?? []) passed.push(Buffer.from(bytes).toString("latin1"));
  expect(passed).toEqual(given);
  if (found === null) throw new Error("nothing is watched");
  return found;
}
const spans = (start: number, end: number, chrom = "1"): Places => [{ chrom, start, end }];

describe("a line whose REF touches a place", () => {
  it.each([
    [99, "A", false],
    [100, "A", true],
    [110, "A", true],
    [111, "A", false],
    [97, "AAA", false],
    [98, "AAA", true],
    [90, "A".repeat(50), true],
  ])("at %i %s: %s", async (pos, ref, isTaken) => {
    const found = await taken([`${line(pos, ref)}\n`], spans(100, 110));
    expect(found).toEqual(
      isTaken ? [{ chrom: "1", pos, last: pos + ref.length - 1, line: line(pos, ref) }] : [],
    );
  });

  it("on its chromosome, by any name, in file order", async () => {
    const text = [
      line(100, "A", "2"),
      line(100),
      line(101),
      line(100, "A", "GL1"),
      line(102, "A", "1"),
    ];
    const found = await taken([`${text.join("\n")}\n`], spans(100, 110));
    expect(found.map(({ pos }) => pos)).toEqual([100, 101, 102]);
    const both = await taken([`${text.join("\n")}\n`], [...spans(101, 101), ...spans(1, 999, "2")]);
    expect(both.map(({ chrom, pos }) => `${chrom}:${pos}`)).toEqual(["2:100", "1:101"]);
  });

  it("without its end; the last may have none", async () => {
    const found = await taken([`${line(100, "A", "chr1", "\r")}\n${line(101)}`], spans(1, 999));
    expect(found.map((one) => one.line)).toEqual([line(100), line(101)]);
  });

  it("an empty line, and one without columns, are none", async () => {
    expect(await taken(["\n\nword\n", `${line(100)}\n`], spans(1, 999))).toHaveLength(1);
  });

  it("wherever the text is cut", async () => {
    const whole = utf8(`${line(99)}\n${line(100)}\n${line(200)}\n${line(110)}\n`);
    for (let cut = 0; cut <= whole.length; cut++) {
      const input = inputOf({ text: pieces([whole.slice(0, cut), whole.slice(cut)]) });
      const found = watch(input, spans(100, 110));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for await (const _ of input.text ?? []);
      expect(found?.map((one) => one.line)).toEqual([line(100), line(110)]);
    }
  });
});

describe("an address", () => {
  it("is watched text by text, each of whole lines", async () => {
    const tasks: Task[] = [
      { kind: "text", bytes: Buffer.from(line(100)), startsAtLine: true },
      { kind: "range", start: 0, end: 1, skip: null },
      { kind: "text", bytes: Buffer.from(`${line(101)}\n`), startsAtLine: false },
    ];
    const plan = {} as ScanPlan;
    const remote: NonNullable<Input["remote"]> = {
      chromosomes: ["1"],
      tasks: async function* (asked) {
        expect(asked).toBe(plan);
        yield* tasks;
      },
    };
    const input = inputOf({ remote });
    const found = watch(input, spans(1, 999));
    const passed: Task[] = [];
    for await (const task of input.remote?.tasks(plan) ?? []) passed.push(task);
    expect(passed).toEqual(tasks);
    expect(input.remote?.chromosomes).toEqual(["1"]);
    expect(found?.map((one) => one.line)).toEqual([line(100), line(101)]);
  });
});

it("what can be read again is not watched", () => {
  const input = inputOf();
  expect(watch(input, spans(1, 9))).toBeNull();
  expect([input.text, input.remote]).toEqual([null, null]);
});
