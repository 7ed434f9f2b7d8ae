// What the threads of a run are told, without starting any.
import { deserialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { Threads } from "../../src/scan/pool/threads.ts";
import type { Task, ThreadSetup } from "../../src/scan/pool/types.ts";

const asked: unknown[][] = [];
const pool = {
  run: (...args: unknown[]) => {
    asked.push(args);
    return Promise.resolve("done");
  },
  destroy: () => {
    asked.push(["destroy"]);
    return Promise.resolve();
  },
};
const threads = Reflect.construct(Threads, [pool, 2]) as Threads;
const setupOf = (plan: object): ThreadSetup => ({ path: "x.vcf", plan }) as unknown as ThreadSetup;

describe("a setup", () => {
  it("is the path and the plan, the transcripts aside", () => {
    const effects = { transcripts: 1 };
    const shared = threads.share(setupOf({ proband: 1, effects }));
    expect(deserialize(Buffer.from(shared.bytes))).toEqual({ path: "x.vcf", plan: { proband: 1 } });
    expect(shared.bytes).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.effects).toBe(effects);
    expect(threads.share(setupOf({})).effects).toBeNull();
  });

  it("each has its own number", () => {
    const [a, b] = [threads.share(setupOf({})), threads.share(setupOf({}))];
    expect(b.id).toBe(a.id + 1);
  });
});

describe("a task", () => {
  const setup = threads.share(setupOf({}));
  const bytes = Uint8Array.of(1, 2, 3);
  it.each<[string, Task, ArrayBufferLike[]]>([
    ["of text moves its bytes", { kind: "text", bytes, startsAtLine: true }, [bytes.buffer]],
    ["of a range moves none", { kind: "range", start: 0, end: 9, skip: null }, []],
    ["of chunks moves none", { kind: "chunks", chunks: [] }, []],
  ])("%s", async (_, task, transferList) => {
    asked.length = 0;
    await expect(threads.run(setup, task)).resolves.toBe("done");
    expect(asked).toEqual([[{ setup, task }, { transferList }]]);
  });
});

it("says how many there are, and ends them", async () => {
  asked.length = 0;
  expect(threads.count).toBe(2);
  await threads.close();
  expect(asked).toEqual([["destroy"]]);
});
