/** Records of copies by callers of junctions and of long reads: the record says how it was found (SVE-20, SVE-22, SVE-25, DEC-47). */
import { describe, expect, it } from "vitest";
import { hasFailed } from "../../src/structural/index.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child, made, only, read, readAll, said } from "./vcf.ts";

const folder = tempFolder();
const DELLY = "GT:CN:CNL:GQ:FT:RDCN:RDSD 0/1:1:-10,-10,-10,0:200:PASS:1.02:0.1";
const delly = (pos: number, end: number): string =>
  `17 ${pos} CNV1 N <CNV> 400 PASS IMPRECISE;SVTYPE=CNV;SVMETHOD=EMBL.DELLYv1.2.6;END=${end} ${DELLY}`;

describe("a record of copies", () => {
  it.each([
    ["Delly's", delly(31_000_000, 31_300_000), "Delly"],
    ["pbsv's", "17 31000000 pbsv.cnv.1 N <CNV> . PASS SVTYPE=CNV;END=31300000 CN 1", "pbsv"],
    ["copies alone", "17 31000000 . N <DEL> . PASS SVTYPE=DEL;END=31300000 GT:CN 0/1:1", "unknown"],
    [
      "SVCLAIM",
      "17 31000000 sawfish:0 N <DEL> . PASS SVTYPE=DEL;END=31300000;SVCLAIM=D GT:CN 0/1:1",
      "Sawfish",
    ],
  ])("is of depth: %s", async (_, row, caller) => {
    const event = only(await read(folder, { rows: [row] }));
    expect(event).toMatchObject({ kind: "DEL", claim: "depth", precise: false });
    expect([event.support, event.members[0]?.caller]).toEqual([["depth"], caller]);
    expect(said(event.calls[0])).toBe("carrier:het");
  });

  it.each([
    ["reads", "17 31000000 . N <DEL> . PASS SVTYPE=DEL;END=31300000 GT:CN:PR:SR 0/1:1:9,9:9,9"],
    ["a homology", "17 31000000 . N <DEL> . PASS SVTYPE=DEL;END=31300000;HOMLEN=3 GT:CN 0/1:1"],
    ["SVCLAIM", "17 31000000 . N <DEL> . PASS SVTYPE=DEL;END=31300000;SVCLAIM=J GT:CN 0/1:1"],
    ["no copies", "17 31000000 pbsv.DEL.1 N <DEL> . PASS SVTYPE=DEL;END=31300000 GT:DP 0/1:20"],
    ["a unit", "17 31000000 svim.DUP.1 N <DUP> . PASS SVTYPE=DUP;END=31300000 GT:CN 0/1:2"],
  ])("is of a junction, by %s", async (_, row) => {
    expect(only(await read(folder, { rows: [row] })).claim).toBe("junction");
  });

  it.each([
    [
      "depth",
      "DRAGEN:LOSS:1 N <DEL> . PASS SVTYPE=CNV;END=31005000;SVCLAIM=DJ GT:SM:CN:BC 0/1:0.5:1:9",
    ],
    ["junctions", "MantaDEL:1 N <DEL> . PASS SVTYPE=DEL;END=31005000;SVCLAIM=DJ GT:PR 0/1:9,9"],
    ["neither", "x N <DEL> . PASS SVTYPE=DEL;END=31005000;SVCLAIM=DJ GT 0/1"],
  ])("is found by both where its SVCLAIM says so, of a caller of %s", async (_, row) => {
    const event = only(await read(folder, { rows: [`17 31000000 ${row}`] }));
    expect([event.claim, event.support]).toEqual(["both", ["depth", "junction"]]);
    expect(hasFailed(event, DEFAULT_POLICY.sv)).toBe(false);
  });

  it("is the junction's event where half of both is shared, with the junction's ends", async () => {
    const manta =
      "17 31001200 MantaDEL:1 N <DEL> 400 PASS SVTYPE=DEL;END=31299000 GT:GQ:PR:SR 0/1:99:9,9:9,9";
    const files = [[delly(31_000_000, 31_300_000)], [manta]].map((rows) => ({
      path: made(folder, { rows }),
    }));
    const event = only(await readAll(files, child()));
    expect(event.key).toBe("17:31001201-31299000:DEL");
    expect(event.support).toEqual(["depth", "junction"]);
  });

  it("of one change in two is joined", async () => {
    const rows = [delly(31_000_000, 31_100_000), delly(31_105_000, 31_185_000)];
    const event = only(await read(folder, { rows }));
    expect(event.key).toBe("17:31000001-31185000:DEL");
    expect(event.flags).toContain("joined_fragments");
  });

  it("of a genome that is short fails the size rule where it stands alone", async () => {
    const short = "17 31162000 pbsv.cnv.1 N <CNV> . PASS SVTYPE=CNV;END=31164000 CN 1";
    const event = only(await read(folder, { rows: [short] }));
    expect(event.flags).toContain("short_depth_call");
    expect(hasFailed(event, DEFAULT_POLICY.sv)).toBe(true);
  });

  it("of HiFiCNV is one of depth, and its file says whose it is", async () => {
    const row = "17 31000000 . N <DUP> 40 PASS SVTYPE=DUP;END=31300000 GT:CN 0/1:3";
    const { events, files } = await read(folder, {
      header: ["##source=hificnv 1.0.1"],
      rows: [row],
    });
    expect(events[0]?.claim).toBe("depth");
    expect(files[0]).toMatchObject({ kind: "cnv", callers: ["HiFiCNV"] });
  });
});
