// The small document beside the data: what is read from it without opening the data must be of its kind.
import { describe, expect, it } from "vitest";
import { parseEntry } from "../../src/store/entry.ts";

const text = (kind: string, facts: object): string =>
  JSON.stringify({
    schema: "panelist.store_entry",
    version: 1,
    entry: {
      kind,
      source: "gel",
      id: "285",
      version: "4.2",
      sha256: "0".repeat(64),
      file: "data.json",
      bytes: 1,
      fetched: "2026-01-01T00:00:00.000Z",
      origin: "x",
      terms: "x",
      assembly: null,
      facts,
    },
  });
const PANEL = {
  name: "Epilepsy",
  hash_id: null,
  signed_off: "2026-01-02",
  status: "public",
  version_created: null,
  relevant_disorders: ["R59"],
  types: ["gms-signed-off"],
  genes: { green: 1, amber: 0 },
  strs: 0,
  regions: 0,
  children: [],
};
const LISTED = { name: "x", version: "1.0", signed_off: null, relevant_disorders: ["R59"] };

describe("facts of a panel", () => {
  it("are read, and may be absent: an older program did not write them", () => {
    expect(parseEntry(text("panel", PANEL))).toMatchObject({ facts: PANEL });
    expect(parseEntry(text("panel", {}))).toMatchObject({ facts: {} });
  });

  it.each(Object.keys(PANEL))("of another kind than its own: %s", (name) => {
    for (const wrong of [true, [1], { green: "1" }])
      expect(parseEntry(text("panel", { ...PANEL, [name]: wrong }))).toMatch(
        `entry.json: '${name}' in facts is not of its kind`,
      );
  });

  it.each(["name", "version", "signed_off", "relevant_disorders"])("in a list: %s", (name) => {
    expect(parseEntry(text("panel-list", { panels: { 285: LISTED } }))).toMatchObject({
      id: "285",
    });
    for (const panels of [{ 285: { ...LISTED, [name]: 7 } }, [LISTED], { 285: null }])
      expect(parseEntry(text("panel-list", { panels }))).toMatch(
        "entry.json: 'panels' in facts is not of its kind",
      );
  });
});
