import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { caseIds, createCase, initArchive } from "../../src/archive/index.ts";
import * as atomic from "../../src/io/atomic.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

describe("createCase", () => {
  it("says that a case is there when another process is quicker at the last moment", async () => {
    const archive = join(folder, "cases");
    initArchive(archive, new Date(0));
    const make = (): Promise<void> =>
      createCase(archive, "C1", (at) => {
        writeFileSync(join(at, "case.json"), "{}");
        return Promise.resolve();
      });
    const place = atomic.placeDurably;
    vi.spyOn(atomic, "placeDurably").mockImplementationOnce((temporary, to) => {
      mkdirSync(to);
      writeFileSync(join(to, "case.json"), "{}");
      place(temporary, to);
    });
    await expect(make()).rejects.toMatchObject({ code: "E_USAGE" });
    expect(caseIds(archive)).toEqual(["C1"]);
  });
});
