/** From words to versions of panels in a store (DEC-21, DEC-22). */
import { describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { isGeneAgnosticCode } from "../../src/panel/index.ts";
import {
  chooseVersion,
  storedPanels,
  parsePanelWord,
  resolveRcode,
} from "../../src/panel/stored/index.ts";
import type { StoredPanel } from "../../src/panel/stored/index.ts";
import type { StoreEntry } from "../../src/store/types.ts";

interface Given {
  id: string;
  version: string;
  signedOff?: string;
  disorders?: string[];
  source?: string;
  types?: string[];
}

const base = {
  sha256: "",
  file: "data.json",
  bytes: 0,
  fetched: "",
  origin: "",
  terms: "",
  assembly: null,
};
const entry = (given: Given): StoreEntry => ({
  ...base,
  kind: "panel",
  source: given.source ?? "gel",
  id: given.id,
  version: given.version,
  facts: {
    name: `Panel ${given.id}`,
    signed_off: given.signedOff ?? null,
    relevant_disorders: given.disorders ?? [],
    types: given.types ?? [],
  },
});
const list = (
  id: string,
  version: string,
  signedOff: string | null,
  disorders: string[] = [],
): StoreEntry => ({
  ...base,
  kind: "panel-list",
  source: "gel",
  id: "signed-off",
  version: "",
  facts: {
    panels: {
      [id]: { name: `Panel ${id}`, version, signed_off: signedOff, relevant_disorders: disorders },
    },
  },
});
const known = (given: Given[], lists: StoreEntry[] = []): StoredPanel[] =>
  storedPanels(given.map(entry), lists);
const answer = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return isToolError(error) ? `${error.code}: ${error.message} / ${error.hint ?? ""}` : error;
  }
};

describe("words", () => {
  it.each([
    ["285", null, "285", null],
    ["285@4.2", null, "285", "4.2"],
    ["285@signed-off", null, "285", "signed-off"],
    ["R27.3@latest", null, "R27.3", "latest"],
    ["aus:3149@1.0", "aus", "3149", "1.0"],
    ["acmg-sf@3.1", null, "acmg-sf", "3.1"],
    ["C:\\panel.json", null, "C:\\panel.json", null],
  ])("%s", (text, source, name, version) => {
    expect(parsePanelWord(text)).toEqual({ text, source, name, version });
  });
});

describe("DEC-21: which version", () => {
  const signed = known([
    { id: "285", version: "3.9", signedOff: "2023-03-22" },
    { id: "285", version: "3.10" },
    { id: "285", version: "4.0" },
  ]);
  const unknown = known([
    { id: "9", version: "3.9" },
    { id: "9", version: "3.10" },
  ]);
  const elsewhere = known([{ id: "285", version: "4.0" }], [list("285", "3.10", "2024-01-01")]);
  const byList = known([{ id: "285", version: "3.10" }], [list("285", "3.10", "2024-01-01")]);
  const listed = known([], [list("285", "3.10", null)]);

  it.each([
    ["bare: the latest signed-off", signed, null, "3.9", "signed_off", null],
    ["@signed-off", signed, "signed-off", "3.9", "signed_off", null],
    [
      "@latest is marked",
      signed,
      "latest",
      "4.0",
      "unsigned",
      "UNSIGNED: latest version 4.0, signed off is 3.9",
    ],
    ["a version", signed, "3.10", "3.10", "unsigned", null],
    [
      "bare without sign-off: latest, flagged; 3.10 is after 3.9",
      unknown,
      null,
      "3.10",
      "no_sign_off_known",
      "no sign-off is known: latest version",
    ],
    [
      "@latest without sign-off",
      unknown,
      "latest",
      "3.10",
      "no_sign_off_known",
      "UNSIGNED: latest version 3.10, no sign-off is known",
    ],
    ["a list tells of the sign-off", byList, null, "3.10", "signed_off", null],
    ["@latest that is signed off needs no mark", byList, "latest", "3.10", "signed_off", null],
  ] as const)("%s", (_what, panels, version, chosen, standing, flag) => {
    const [panel] = panels;
    if (panel === undefined) throw new Error("no panel");
    const choice = chooseVersion(panel, version);
    expect([choice.entry.version, choice.standing, choice.flag]).toEqual([chosen, standing, flag]);
  });

  it.each([
    [
      "a missing version lists what is held",
      signed,
      "3.1",
      "E_INPUT_MISSING: the store does not have panel 285 (Panel 285) in version 3.1 / It holds: 3.9 (signed off 2023-03-22), 3.10, 4.0. Run `panelist panels fetch 285 --version 3.1`.",
    ],
    [
      "no float",
      signed,
      "3",
      "E_USAGE: '3' is not a version of panel 285 (Panel 285) / Write two whole numbers (4.2), signed-off, or latest.",
    ],
    [
      "signed off, but not held",
      elsewhere,
      null,
      "E_INPUT_MISSING: the store does not have panel 285 (Panel 285) in its signed-off version 3.10 / It holds: 4.0. Run `panelist panels fetch 285 --signed-off`.",
    ],
    [
      "no sign-off known",
      unknown,
      "signed-off",
      "E_INPUT_MISSING: no sign-off of panel 9 (Panel 9) is known / The store holds: 3.9, 3.10. Run `panelist panels fetch 9 --signed-off` for the signed-off one.",
    ],
    [
      "listed alone",
      listed,
      null,
      "E_INPUT_MISSING: the store does not have panel 285 (Panel 285) / Run `panelist panels fetch 285` to fetch it; it is named in an imported list.",
    ],
  ])("%s", (_what, panels, version, text) => {
    const [panel] = panels;
    if (panel === undefined) throw new Error("no panel");
    expect(answer(() => chooseVersion(panel, version))).toBe(text);
  });
});

describe("DEC-22: R-codes", () => {
  const panels = known([
    { id: "285", version: "4.0", disorders: ["Intellectual disability", "R29"] },
    { id: "402", version: "4.0", disorders: ["R59"] },
    { id: "1", version: "1.0", disorders: ["R104"] },
    { id: "943", version: "1.0", disorders: ["R104.4"] },
    { id: "7", version: "1.0", disorders: ["R290"] },
  ]);
  it.each([
    ["R59", "402"],
    ["r59", "402"],
    ["R59.3", "402"],
    ["R29", "285"],
    ["R104.3", "1"],
    ["R104.4", "943"],
  ])("%s is panel %s", (code, id) => {
    expect(resolveRcode(code, panels, null)?.panel.id).toBe(id);
  });

  it("a code whose tests differ lists them", () => {
    expect(answer(() => resolveRcode("R104", panels, null))).toBe(
      "E_USAGE: the tests of R104 use different panels: 1 Panel 1 (R104); 943 Panel 943 (R104.4) / Give --panel with one of them, or the code of one test.",
    );
  });

  it("an unknown one is nobody's", () => {
    expect(resolveRcode("R2", panels, null)).toBeNull();
  });

  it.each(["R14", "R14.1", "r14"])("%s has no panel", (code) => {
    expect(isGeneAgnosticCode(code)).toBe(true);
    expect(answer(() => resolveRcode(code, panels, null))).toContain("R14 does not have a panel");
  });
  it.each(["R140", "R4", "R144.1"])("%s is not R14", (code) => {
    expect(isGeneAgnosticCode(code)).toBe(false);
  });
});
