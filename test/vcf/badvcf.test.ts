/** The files of EBI's vcf-validator: each is read or gives one clear error, never anything else. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import {
  clinvarEvidence,
  decodeRecord,
  frequencyEvidence,
  geneConsequences,
  parseHeader,
  sampleCall,
  transcriptConsequences,
} from "../../src/vcf/index.ts";
import { sharedData } from "../helpers/shared.ts";

/**
 * 25 of the 218 invalid files are refused. The other 193 break rules of style or of fields that we do
 * not read (values of INFO and FORMAT of the wrong type or number, QUAL, identifiers, order of records,
 * definitions in the header); what we read of them is right.
 */
const REFUSED =
  "body_alt_000 body_alt_001 body_alt_002 body_alt_003 body_alt_005 body_chrom_001 body_format_002 body_format_006 body_pos_000 body_pos_001 body_pos_002 body_ref_000 body_ref_002 body_sample_000 body_sample_001 body_sample_002 body_sample_003 body_sample_011 empty_sample fileformat_000 fileformat_001 header_000 meta_002 meta_004 meta_005";

/** Counted as valid, but a genotype names allele 1 of a record without ALT. */
const WRONGLY_VALID = "passed_body_alt.vcf";

const folder = sharedData === null ? null : unpack(path.join(sharedData, "badvcf"));

function unpack(from: string): string {
  const to = mkdtempSync(path.join(tmpdir(), "badvcf-"));
  execFileSync("tar", ["xzf", path.join(from, "vcf-validator_v4.3.tar.gz"), "-C", to]);
  return to;
}

afterAll(() => {
  if (folder !== null) rmSync(folder, { recursive: true });
});

/** Reads all that this room can read of a file; the error, if any. */
function readAll(file: string): ToolError | null {
  const text = readFileSync(file, "latin1");
  try {
    const at = text.search(/^#CHROM/m);
    const end = at < 0 ? text.length : text.indexOf("\n", at) + 1 || text.length;
    const header = parseHeader(text.slice(0, end), file);
    const lines = text.slice(end).split("\n");
    for (const line of lines) {
      // Blank lines are the reader's to skip.
      if (line.trim() === "") continue;
      const record = decodeRecord(line, header, { path: file });
      for (let s = 0; s < header.samples.length; s++) sampleCall(record, s);
      const layout = header.annotations[0];
      for (let a = 1; a <= record.alts.length; a++) {
        frequencyEvidence(record, a, header, layout);
        clinvarEvidence(record, a, header, layout);
        if (layout === undefined) continue;
        const annotation = transcriptConsequences(record, a, layout);
        const context = { record, alleleIndex: a, header, layout };
        geneConsequences(annotation, context, { transcripts: "reporting" });
      }
    }
    return null;
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}

function filesOf(kind: "passed" | "failed"): string[] {
  if (folder === null) return [];
  return readdirSync(path.join(folder, kind))
    .filter((name) => name.endsWith(".vcf"))
    .sort();
}

describe.skipIf(folder === null)("vcf-validator's files (skipped without the shared data)", () => {
  it.each(filesOf("passed").filter((name) => name !== WRONGLY_VALID))(
    "valid %s is read",
    (name) => {
      expect(readAll(path.join(folder ?? "", "passed", name))).toBeNull();
    },
  );

  it.each(filesOf("failed"))("invalid %s is read or refused with one error", (name) => {
    const error = readAll(path.join(folder ?? "", "failed", name));
    if (error === null) return;
    expect(error.code).toMatch(/^E_(VCF_HEADER|VCF_RECORD|ASSEMBLY|ANNOTATION)$/);
    expect(error.message).not.toBe("");
    expect(error.place.line ?? error.place.pos ?? error.place.path).toBeDefined();
  });

  it("refuses what could hide or shift a variant, and nothing else", () => {
    const refused = filesOf("failed").filter(
      (name) => readAll(path.join(folder ?? "", "failed", name)) !== null,
    );
    const names = refused.map((name) => name.slice("failed_".length, -".vcf".length));
    expect(names).toEqual(REFUSED.split(" "));
  });
});
