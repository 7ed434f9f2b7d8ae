/** Decisions typed into the workbook and read back, however it was saved; and workbooks that want to do harm. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { alleleKey } from "../../src/core/allele.ts";
import { readDecisions } from "../../src/report/checked/index.ts";
import { type DecisionKey, titleOf } from "../../src/report/xlsx/decision-columns.ts";
import { xlsxOf } from "../../src/report/xlsx/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { members, zipOf } from "../helpers/zip.ts";
import { analysis } from "./build.ts";

const folder = tempFolder();
const BASIS = { case: "C1", run: "a".repeat(64) };
const BOOK = "xl/workbook.xml";
const SHEET = "xl/worksheets/sheet1.xml";
const DEFAULTS = { by: undefined, date: "2024-03-01" };
let parts: Map<string, string>;
let files = 0;

beforeAll(async () => {
  parts = members(await xlsxOf(analysis(), BASIS));
});

function saved(zip: Buffer): string {
  const path = join(folder, `${++files}.xlsx`);
  writeFileSync(path, zip);
  return path;
}

/** Letter of a column of the first sheet. */
function letterOf(title: string): string {
  const strings = [...(parts.get("xl/sharedStrings.xml") ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)];
  const index = strings.findIndex(([, text]) => text === title);
  const cell = new RegExp(`<c r="([A-Z]+)1"[^>]*><v>${index}</v>`).exec(parts.get(SHEET) ?? "");
  if (cell?.[1] === undefined) throw new Error(`no column ${title}`);
  return cell[1];
}

type Typed = Partial<Record<DecisionKey, string>>;

/** The first sheet with cells of row 2 as `xml` writes them; other members as they are, but for those of `other`. */
function typed(cells: Typed, other: Record<string, string> = {}): Map<string, string> {
  let sheet = parts.get(SHEET) ?? "";
  for (const [key, xml] of Object.entries(cells)) {
    const at = `${letterOf(titleOf(key as DecisionKey))}2`;
    const of = `<c r="${at}"${xml.startsWith("<v") ? "" : ' t="inlineStr"'}>${xml}</c>`;
    const old = new RegExp(`<c r="${at}"(?:[^>]*/>|[^>]*>.*?</c>)`);
    if (!old.test(sheet)) throw new Error(`no cell ${at}`);
    sheet = sheet.replace(old, () => of);
  }
  return new Map([...parts, [SHEET, sheet], ...Object.entries(other)]);
}

const text = (value: string): string => `<is><t>${value}</t></is>`;
const REPORTED: Typed = { decision: text("reported"), class: text("LP"), by: text("jd") };

describe("typed into the workbook", () => {
  it("a decision is read back with its candidate and allele", async () => {
    const [candidate] = analysis().candidates;
    const cells = { ...REPORTED, criteria: text("PVS1"), date: text("2024-02-01") };
    const found = await readDecisions(saved(zipOf(typed(cells))), DEFAULTS);
    expect(found).toMatchObject({
      undecided: [],
      decisions: [
        {
          at: "Candidates, row 2",
          isDated: true,
          basis: BASIS,
          decision: {
            candidateId: candidate?.candidateId,
            allele: alleleKey(candidate?.variants[0] ?? ({} as never)),
            decision: "reported",
            class: "LP",
            criteria: "PVS1",
            comment: null,
            by: "jd",
            date: "2024-02-01",
          },
        },
      ],
    });
  });

  it.each<[string, Typed, Record<string, string>, object]>([
    [
      "a day that the spreadsheet made a number of",
      { ...REPORTED, date: "<v>46146</v>" },
      {},
      { date: "2026-05-04" },
    ],
    [
      "a day counted from 1904",
      { ...REPORTED, date: "<v>44684</v>" },
      { [BOOK]: "1904" },
      { date: "2026-05-04" },
    ],
    ["no day: that of the command", REPORTED, {}, { date: "2024-03-01" }],
    [
      "runs of a text, without its reading; entities; what XML cannot hold; capitals and blanks",
      {
        ...REPORTED,
        decision: text(" Reported "),
        class: text("lp"),
        comment:
          "<is><r><t>a &lt;b&gt; &amp;</t></r><r><rPr><b/></rPr><t xml:space='preserve'> c&#x41;&#66;</t></r><rPh><t>no</t></rPh><r><t>_x000D_.</t></r></is>",
      },
      {},
      { class: "LP", comment: "a <b> & cAB\r." },
    ],
    [
      "no word of the decision in it is run",
      { ...REPORTED, comment: text("=HYPERLINK(1)") },
      {},
      { comment: "=HYPERLINK(1)" },
    ],
  ])("%s", async (_name, cells, other, expected) => {
    const book = (parts.get(BOOK) ?? "").replace("<workbookPr/>", '<workbookPr date1904="1"/>');
    const given = Object.keys(other).length === 0 ? {} : { [BOOK]: book };
    const { decisions } = await readDecisions(saved(zipOf(typed(cells, given))), DEFAULTS);
    expect(decisions).toMatchObject([{ decision: expected }]);
  });

  it("a prefix of names, other quotes and comments: as other programs write it", async () => {
    const sheet = (typed(REPORTED).get(SHEET) ?? "")
      .replaceAll(/<(\/?)([a-z])/gi, "<$1x:$2")
      .replaceAll(/ r="(\w+)"/g, " r = '$1'")
      .replace("<x:sheetData>", "<!-- <x:row> --><?pi <x:row> ?><x:sheetData>");
    const { decisions } = await readDecisions(
      saved(zipOf(new Map([...parts, [SHEET, sheet.replace("<?xml", "<?xml")]]))),
      DEFAULTS,
    );
    expect(decisions).toHaveLength(1);
  });

  it("rows above the titles", async () => {
    const sheet = (typed(REPORTED).get(SHEET) ?? "").replace(
      "<sheetData>",
      '<sheetData><row r="1"><c r="A1" t="str"><v>MDT of May</v></c></row>',
    );
    const path = saved(zipOf(new Map([...parts, [SHEET, sheet]])));
    expect((await readDecisions(path, DEFAULTS)).decisions).toHaveLength(1);
  });

  it("a comment alone is told, and no decision; who decided may be said for all", async () => {
    const cells = { comment: text("look again") };
    const path = saved(zipOf(typed(cells)));
    await expect(readDecisions(path, DEFAULTS)).rejects.toThrow("contains no decision");
    const { by: _by, ...unnamed } = REPORTED;
    const { decisions } = await readDecisions(saved(zipOf(typed(unnamed))), {
      ...DEFAULTS,
      by: "ab",
    });
    expect(decisions).toMatchObject([{ decision: { by: "ab" } }]);
  });

  it.each<[string, Typed, string]>([
    ["another word", { ...REPORTED, decision: text("maybe") }, "Decision 'maybe' is not one of"],
    ["another class", { ...REPORTED, class: text("4") }, "Class '4' is not one of P, LP, VUS"],
    ["no day", { ...REPORTED, date: text("4/5/26") }, "Date '4/5/26' is not a day such as"],
    ["nobody", { ...REPORTED, by: text("") }, "'Decided by' is empty, and --decided-by"],
    ["a class alone", { class: text("LP") }, "has a class or criteria, but no decision"],
    ["an id cut short", { ...REPORTED, candidateId: text("c12") }, "Candidate id 'c12' is not as"],
  ])("%s: one message with the row", async (_name, cells, message) => {
    const failed = readDecisions(saved(zipOf(typed(cells))), DEFAULTS);
    await expect(failed).rejects.toMatchObject({ code: "E_REPORT" });
    await expect(failed).rejects.toThrow(`Candidates, row 2: ${message}`);
  });
});

describe("refused", () => {
  const bomb = "0".repeat(20_000_000);
  const entity = `<!DOCTYPE x [<!ENTITY a "${"b".repeat(99)}"><!ENTITY c "&a;&a;&a;">]>`;
  const withSheet = (change: (xml: string) => string): Buffer =>
    zipOf(new Map([...parts, [SHEET, change(typed(REPORTED).get(SHEET) ?? "")]]));
  it.each<[string, () => Buffer, string, string?]>([
    ["truncated", () => zipOf(parts).subarray(0, -30), "is not a complete ZIP"],
    ["no workbook", () => zipOf([["a.txt", "b"]]), "is not a workbook: it lacks 'xl/"],
    [
      "an old .xls, or a password",
      () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512)]),
      "is an old .xls file, or is password-protected",
    ],
    ["encrypted", () => zipOf(parts, { [BOOK]: { flags: 1 } }), `'${BOOK}' is encrypted`],
    ["a wrong checksum", () => zipOf(parts, { [SHEET]: { crc: 1 } }), "checksum is wrong"],
    [
      "more than it says",
      () => zipOf([...parts, [BOOK + "2", ""]], { [SHEET]: { bytes: 10 } }),
      "unpacks to more than it states",
    ],
    [
      "a bomb",
      () => zipOf(parts, { [SHEET]: { bytes: 2 ** 31 } }),
      "unpacks to more than 128 MB",
      "E_LIMIT",
    ],
    [
      "the same bomb again and again",
      () => {
        const sheets = Array.from({ length: 10 }, (_, i) => `<sheet name="${i}" r:id="r"/>`);
        return zipOf([
          ["xl/_rels/workbook.xml.rels", '<R><Relationship Id="r" Target="/xl/s.xml"/></R>'],
          [BOOK, `<w>${sheets.join("")}</w>`],
          ["xl/s.xml", `<row r="1"><c><v>${bomb}</v></c></row>`],
        ]);
      },
      "unpacks to more than 128 MB",
      "E_LIMIT",
    ],
    ["two members of one name", () => zipOf([...parts, [BOOK, ""]]), `has two members '${BOOK}'`],
    ["entities", () => withSheet((xml) => entity + xml), "declares types or entities"],
    ["an unknown entity", () => withSheet((xml) => xml.replace("LP", "&c;")), "entity '&c;'"],
    [
      "too deep",
      () => withSheet((xml) => xml.replace("<sheetData>", "<a>".repeat(99))),
      "is nested too deeply",
    ],
    [
      "not well-formed",
      () => withSheet((xml) => xml.replace("</row>", "</r>")),
      "has no opening tag",
    ],
    ["cut XML", () => withSheet((xml) => xml.replace("<sheetData>", "<!-- ")), "ends too early"],
    ["a cell far out", () => withSheet((xml) => xml.replace('r="A2"', 'r="ZZZ2"')), "at 'ZZZ2'"],
    [
      "a text that is not there",
      () => withSheet((xml) => xml.replace(/(<c r="A1"[^>]*><v>)\d+/, "$199999")),
      "refers to text 99999",
    ],
    [
      "titles that are gone",
      () => withSheet((xml) => xml.replace(/<row r="1">.*?<\/row>/, "")),
      "Candidates, row 2: is a candidate, but there is no header row above it",
    ],
    [
      "another table",
      () =>
        zipOf([
          ["xl/_rels/workbook.xml.rels", '<R><Relationship Id="r" Target="worksheets/1.xml"/></R>'],
          [BOOK, '<w><sheet name="S" r:id="r"/></w>'],
          ["xl/worksheets/1.xml", '<s><row r="1"><c t="str"><v>Decision</v></c></row></s>'],
        ]),
      "no sheet has the columns 'Decision', 'Candidate id', 'Run digest'",
    ],
    [
      "a column that is gone: what stands in others is not read without it",
      () =>
        withSheet((xml) => xml.replace(new RegExp(`<c r="${letterOf("Comment")}1".*?</c>`), "")),
      "Candidates, row 1: has no column 'Comment'",
    ],
    [
      "a column twice",
      () =>
        withSheet((xml) =>
          xml.replace(/<c r="A1".*?<\/c>/, '<c r="A1" t="inlineStr"><is><t>Class</t></is></c>'),
        ),
      "Candidates, row 1: has more than one column 'Class'",
    ],
  ])("%s", async (_name, zip, message, code = "E_REPORT") => {
    const failed = readDecisions(saved(zip()), DEFAULTS);
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.toThrow(message);
  });
});
