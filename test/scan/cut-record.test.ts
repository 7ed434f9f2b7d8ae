/** A file that was cut inside its last record is an error; a whole last record without its line end is none. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { linesOfInput } from "../../src/analysis/input-lines.ts";
import { openInput } from "../../src/analysis/inputs.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { GENE1_BED, headerText, recordText } from "../helpers/vcf-text.ts";

const samples = ["C", "F"];
const record = (pos: number, last: string, format = "GT:AD:DP:GQ"): string =>
  `${headerText({ samples })}${recordText({ pos: 1400, genotypes: ["0/1", "0/0"] })}\n${recordText({
    pos,
    genotypes: ["0/1:15,15:30:99", ""],
  })
    .replace("GT:AD:DP:GQ", format)
    .replace(/\t[^\t]*$/, `\t${last}`)}`;

/** Records read, or the message, from a file, a pipe and BGZF. */
async function outcomes(text: string): Promise<Set<string>> {
  const folder = tempFolder();
  const panel = join(folder, "panel.bed");
  writeFileSync(panel, GENE1_BED);
  writeFileSync(join(folder, "x.vcf"), text);
  writeFileSync(join(folder, "x.vcf.gz"), bgzipBytes(Buffer.from(text)));
  const read = (vcf: string): Promise<string> =>
    analyseHere({ vcfs: [vcf], panels: [panel], proband: "C" }, {}, Buffer.from(text)).then(
      ({ recordsRead }) => `${recordsRead} read`,
      (error: Error) => error.message,
    );
  return new Set([
    await read(join(folder, "x.vcf")),
    await read(join(folder, "x.vcf.gz")),
    await read("-"),
  ]);
}

it.each(["0", "0/", "0/1", "0/1:11", "0/1:11,18:29", ""])(
  "a last sample cut to '%s'",
  async (last) => {
    expect(await outcomes(record(1500, last))).toEqual(
      new Set([
        `the file ends inside its last record: the line is not terminated, and the last sample has only '${last}' of GT:AD:DP:GQ`,
      ]),
    );
  },
);

it.each(["0", "0/", ""])(
  "a genotype cut to '%s', with nothing else in the column",
  async (last) => {
    const text = record(1500, last, "GT").replace("\t0/1:15,15:30:99\t", "\t0/1\t");
    const message = [...(await outcomes(text))].join();
    expect(message).toMatch(`the last sample has only '${last}' of GT`);
  },
);

it("a whole last record needs no line end, and a short one with its line end is one that the format allows", async () => {
  expect(await outcomes(record(1500, "0/0:30,0:30:99"))).toEqual(new Set(["2 read"]));
  expect(await outcomes(`${record(1500, "./.")}\n`)).toEqual(new Set(["2 read"]));
  expect(await outcomes(`${record(1500, "./.")}\r\n`)).toEqual(new Set(["2 read"]));
});

it("says the line and the place", async () => {
  const folder = tempFolder();
  const path = join(folder, "x.vcf");
  writeFileSync(path, record(1500, "0"));
  writeFileSync(join(folder, "panel.bed"), GENE1_BED);
  await expect(
    analyseHere({ vcfs: [path], panels: [join(folder, "panel.bed")], proband: "C" }),
  ).rejects.toMatchObject({
    code: "E_VCF_RECORD",
    place: { path, line: headerText({ samples }).split("\n").length + 1, chrom: "1", pos: 1500 },
  });
});

it("is refused by a job that reads line by line too", async () => {
  const folder = tempFolder();
  const path = join(folder, "x.vcf");
  writeFileSync(path, record(1500, "0"));
  const input = await openInput(path, {
    policy: DEFAULT_POLICY,
    allowRemote: false,
    stdin: (async function* () {})(),
  });
  const read = async (): Promise<void> => {
    for await (const line of linesOfInput(input, DEFAULT_POLICY)) expect(line).not.toHaveLength(0);
  };
  await expect(read()).rejects.toThrow("the file ends inside its last record");
});
