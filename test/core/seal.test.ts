// The digest at a document's end: it is read as it was written, or not at all.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inArchive, initArchive, openArchive, readCase } from "../../src/archive/index.ts";
import { sealed, sealedText, sealOf } from "../../src/core/seal.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

const VALUE = { class: "LP", why: 'a "word", é' };

describe.each([
  ["a sealed line", sealed(VALUE)],
  ["a sealed text of many lines", sealedText(JSON.stringify(VALUE, null, 2))],
])("%s", (_what, line) => {
  it("is JSON that ends with its digest", () => {
    expect(JSON.parse(line)).toMatchObject({ class: "LP", sha256: sealOf(line) });
  });

  it("is told from every line that one other bit makes", () => {
    const bytes = Buffer.from(line);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const other = Buffer.from(bytes);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(["broken", undefined]).toContain(sealOf(other.toString("utf8")));
    }
  });
});

it.each(["", "{}", '{"a":1}', '{"sha256":"0"}'])("%j has none", (text) => {
  expect(sealOf(text)).toBeUndefined();
});

describe("a document that is checksum mismatch", () => {
  const archive = join(folder, "archive");
  initArchive(archive, new Date(0));
  const path = inArchive.file(archive);
  const text = readFileSync(path, "utf8");

  it.each([
    ["a field that was changed", text.replace("1970", "1971")],
    ["a digest that was taken away", text.replace(/,"sha256":"\w+"/, "")],
    ["a digest in capitals", text.replace(/\w{64}/, (hex) => hex.toUpperCase())],
    ["a newline that is gone", text.trimEnd()],
  ])("%s", (_what, other) => {
    writeFileSync(path, other);
    expect(() => openArchive(archive)).toThrow("checksum mismatch");
  });

  it("of before there were digests is read as it is", () => {
    const old = join(folder, "old");
    cpSync("test/archive/old-0.1.0", old, { recursive: true });
    expect(openArchive(old)).toMatchObject({ version: 2 });
    expect(readCase(old, "F0012")).toMatchObject({ version: 3, id: "F0012" });
    expect(readCase(old, "F0012")).not.toHaveProperty("sha256");
  });
});
