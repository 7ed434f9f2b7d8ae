/** The training cases, as who is trained is given them: a worksheet, and what marks it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../helpers/temp.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("the training cases", () => {
  const folder = tempFolder();
  const blind = (...args: string[]): string =>
    execFileSync(process.execPath, [join(root, "test-data/demo-blind.mjs"), ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  const sheet = join(folder, "demo-blind/worksheet.tsv");
  const truth = new Map(
    readFileSync(join(root, "test-data/demo/truth.tsv"), "utf8")
      .split("\n")
      .map((line) => line.split("\t"))
      .map(([, , chrom, pos, ref, alt, model = "", expected = ""]) => [
        [chrom, pos, ref, alt].join(":"),
        { model, tier: /^tier(\d)$/.exec(expected)?.[1] ?? "none" },
      ]),
  );

  it("give nothing away, and mark what is right and what is not", () => {
    blind();
    const [head = "", ...rows] = readFileSync(sheet, "utf8").replace(/\n$/, "").split("\n");
    const names = head.split("\t");
    expect(rows).toHaveLength(12);
    for (const row of rows) expect(row.endsWith("\t\t\t")).toBe(true);
    expect(blind("--mark", sheet)).toContain("0 of 12 as planted\n");
    const answered = rows.map((row) => {
      const cells = row.split("\t");
      const { tier = "", model = "" } = truth.get(cells[0] ?? "") ?? {};
      return cells.with(names.indexOf("tier"), tier).with(names.indexOf("model"), model).join("\t");
    });
    writeFileSync(sheet, [head, ...answered].join("\n"));
    expect(blind("--mark", sheet)).toContain("12 of 12 as planted\n");
    writeFileSync(sheet, [head, ...answered.slice(1)].join("\n"));
    expect(blind("--mark", sheet)).toContain("11 of 12 as planted\n");
    const tiered = answered.map((row) =>
      row
        .split("\t")
        .map((cell, i) => (i === names.indexOf("tier") && cell !== "none" ? `Tier ${cell}` : cell))
        .join("\t"),
    );
    writeFileSync(sheet, `\uFEFF${[head, ...tiered].join("\r\n")}\r\n`);
    const marked = blind("--mark", sheet);
    expect(marked).toContain("12 of 12 as planted\n");
    expect(marked).toContain("right: both parents carry it");
  });

  it.each([
    ["a sheet that is there", [], "there already"],
    ["another flag", ["--help"], "Usage"],
    ["a file that is not there", ["--mark", "no.tsv"], "no such file"],
    ["a table with commas", ["--mark", "commas.csv"], "not the worksheet"],
  ])("%s: one error, and the worksheet stays as it is", (_what, args, said) => {
    mkdirSync(join(folder, "demo-blind"), { recursive: true });
    writeFileSync(sheet, "filled in");
    writeFileSync(join(folder, "commas.csv"), "variant,tier,model\n2:166054782:G:A,1,AD\n");
    const script = join(root, "test-data/demo-blind.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
    expect(readFileSync(sheet, "utf8")).toBe("filled in");
  });
});
