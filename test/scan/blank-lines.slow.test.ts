/** Empty lines: at the end of a file they are passed over, elsewhere they are named, however the text is cut. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import { isToolError } from "../../src/core/errors.ts";
import { runScan, type Task } from "../../src/scan/pool/index.ts";
import { planFor } from "./build.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { GENE1_BED, headerText, recordText } from "../helpers/vcf-text.ts";

const header = headerText({ samples: ["C"] });
const record = (pos: number): string => `${recordText({ pos, genotypes: ["0/1"] })}\n`;

/** Records read, or the error's code and message, of the text cut in two at `at`; uncut also its line. */
async function outcome(text: string, at: number): Promise<string> {
  const bytes = Buffer.from(text);
  const parts = at === 0 ? [bytes] : [bytes.subarray(0, at), bytes.subarray(at)];
  const tasks = parts.map((part, i): Task => ({
    kind: "text",
    bytes: Uint8Array.from(part),
    startsAtLine: i === 0,
  }));
  try {
    const done = await runScan({
      path: null,
      plan: planFor({ header }),
      tasks,
      threads: null,
      linesBefore: 0,
      onReply: () => {},
    });
    return `${done?.records ?? 0} read`;
  } catch (error) {
    if (!isToolError(error)) throw error;
    const line = at === 0 ? `, line ${error.place.line}` : "";
    return `${error.code} ${error.message}${line}`;
  }
}

describe("empty lines among records, cut anywhere", () => {
  const [a, b, c] = [record(1500), record(1501), record(1502)];
  const amid = "E_VCF_RECORD an empty line among the records";
  it.each([
    ["at the end", `${a}${b}${c}\n`, "3 read", 0],
    ["several at the end, CRLF", `${a}${b}${c}\r\n\n\r\n`, "3 read", 0],
    ["amid", `${a}${b}\n${c}`, amid, 3],
    ["amid, CRLF, and at the end", `${a}\r\n\r\n${b}${c}\n`, amid, 2],
    ["before the first", `\n${a}`, amid, 1],
    ["alone", "\n\n", "0 read", 0],
  ])("%s", async (_, text, expected, line) => {
    expect(await outcome(text, 0)).toBe(line === 0 ? expected : `${expected}, line ${line}`);
    const cuts = Array.from({ length: text.length - 1 }, (_unused, i) => i + 1);
    const outcomes = await Promise.all(cuts.map((at) => outcome(text, at)));
    expect(new Set(outcomes)).toEqual(new Set([expected]));
  });
});

it("passes over an empty last line of text, gzip, BGZF and standard input", async () => {
  const folder = tempFolder();
  const text = `${header}${record(1500)}\n`;
  const panel = join(folder, "panel.bed");
  writeFileSync(panel, GENE1_BED);
  const files = {
    "x.vcf": text,
    "x.vcf.gz": gzipSync(text),
    "y.vcf.gz": bgzipBytes(Buffer.from(text)),
  };
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(join(folder, name), bytes);
    const asked = { vcfs: [join(folder, name)], panels: [panel] };
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect((await analyseHere(asked)).recordsRead).toBe(1);
  }
  const piped = await analyseHere({ vcfs: ["-"], panels: [panel] }, {}, Buffer.from(text));
  expect(piped.recordsRead).toBe(1);
});
