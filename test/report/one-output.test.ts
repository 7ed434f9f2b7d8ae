/** An output that is opened before the work, whole or not at all. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { writeOneOutput } from "../../src/report/one-output.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

it("writes what the work made, over what stood there", async () => {
  const path = join(folder, "a.html");
  writeFileSync(path, "old");
  const made = await writeOneOutput(path, nowhere, async () => ({ text: "new", more: 1 }));
  expect([readFileSync(path, "utf8"), made.more]).toEqual(["new", 1]);
});

it("work that fails leaves what stood there, and nothing else", async () => {
  const before = readdirSync(folder);
  const failing = writeOneOutput(join(folder, "a.html"), nowhere, () =>
    Promise.reject(new Error("no")),
  );
  await expect(failing).rejects.toThrow("no");
  expect(readFileSync(join(folder, "a.html"), "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(before);
});

it("a place that cannot be written is known before the work", async () => {
  let worked = false;
  const work = async (): Promise<{ text: string }> => {
    worked = true;
    return { text: "" };
  };
  const failing = writeOneOutput(join(folder, "none/a.html"), nowhere, work);
  await expect(failing).rejects.toMatchObject({ code: "E_OUTPUT" });
  expect(worked).toBe(false);
});

it("standard output: bytes as they are", async () => {
  const parts: Buffer[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(Buffer.from(chunk));
      done();
    },
  });
  await writeOneOutput("-", stdout, async () => ({ text: new Uint8Array([0, 255]) }));
  expect(Buffer.concat(parts)).toEqual(Buffer.from([0, 255]));
});
