/** The threads of a run: started once, for all of its inputs. */
import { serialize } from "node:v8";
import type { Piscina } from "piscina";
import { PLACES } from "../../core/places.ts";
import type { SharedSetup, Task, ThreadSetup, WireReply, WireTask } from "./types.ts";

export class Threads {
  readonly count: number;
  private readonly pool: Piscina<WireTask, WireReply>;
  private setups = 0;

  private constructor(pool: Piscina<WireTask, WireReply>, count: number) {
    this.pool = pool;
    this.count = count;
  }

  /** Starts `count` threads. They load their modules while the caller goes on. */
  static async start(count: number): Promise<Threads> {
    const { Piscina } = await import("piscina");
    const pool = new Piscina<WireTask, WireReply>({
      filename: PLACES.worker.href,
      minThreads: count,
      maxThreads: count,
      idleTimeout: 60_000,
      // Nearly all that a scan makes is garbage at once: with room for it, 3 % less processor time, no more memory.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    return new Threads(pool, count);
  }

  /** What every thread needs of one input, told once. */
  share({ path, plan }: ThreadSetup): SharedSetup {
    const { effects, ...others } = plan;
    const bytes = serialize({ path, plan: others });
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    this.setups++;
    return { id: this.setups, bytes: shared, effects: effects ?? null };
  }

  /** One task on the next free thread. Bytes of text are moved there, not copied. */
  run(setup: SharedSetup, task: Task): Promise<WireReply> {
    const transferList = task.kind === "text" ? [task.bytes.buffer as ArrayBuffer] : [];
    return this.pool.run({ setup, task }, { transferList });
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
