import { describe, expect, it } from "vitest";
import { pieceOfChange, plainChange } from "../../src/vcf/index.ts";

describe("names of a change are one, however they are written", () => {
  it.each([
    ["ENST1.2:c.5_6delAG", "c.5_6del"],
    ["c.5_6dupAG", "c.5_6dup"],
    ["c.5_6delinsAG", "c.5_6delinsAG"],
    ["c.5_6delTTinsAG", "c.5_6delinsAG"],
    ["p.Xaa112_Leu113del", "p.Xaa112_Leu113del"],
    ["ENSP1.1:p.Arg97Ter", "p.Arg97Ter"],
    ["p.(R97*)", "p.Arg97Ter"],
    ["p.R97X", "p.Arg97Ter"],
    ["p.Gly608%3D", "p.Gly608="],
    ["p.G608=", "p.Gly608="],
    ["p.V1500Lfs*14", "p.Val1500LeufsTer14"],
    ["p.(Val1500LeufsTer14)", "p.Val1500LeufsTer14"],
    ["p.L204del", "p.Leu204del"],
    ["p.Q10_L11delinsR*", "p.Gln10_Leu11delinsArgTer"],
    ["NC_012920.1:m.3243A>G", "m.3243A>G"],
    ["c.612-52A>G", "c.612-52A>G"],
  ])("%s is %s", (text, plain) => expect(plainChange(text)).toBe(plain));

  it.each([
    ["c.2134C>T", "c.2134"],
    ["c.-5+1_-5+2del", "c.-5"],
    ["c.*17del", "c.*17"],
    ["p.Arg712Ter", "Arg712"],
  ])("every line that names %s holds %s", (plain, piece) =>
    expect(pieceOfChange(plain)).toBe(piece),
  );
});
