/** Joins the edges of neighbouring batches: the tail of one and the head of the next together make whole lines. */
import { ToolError } from "../../core/errors.ts";
import type { Reply } from "./types.ts";

const NOTHING = new Uint8Array(0);

export class Stitcher {
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;

  private readonly path: string;
  private readonly maxLineBytes: number;

  constructor(path: string, maxLineBytes: number) {
    this.path = path;
    this.maxLineBytes = maxLineBytes;
  }

  /** Takes the next reply in file order; returns the lines that lie between its body and the one before. */
  push(reply: Pick<Reply, "head" | "tail" | "whole">): Buffer | null {
    this.hold(reply.head);
    if (reply.whole) return null;
    const joined = this.take();
    this.hold(reply.tail);
    return joined;
  }

  /** What no later batch will complete: the last lines of the input, perhaps without a newline. */
  rest(): Buffer {
    return this.take() ?? Buffer.from(NOTHING);
  }

  private hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes > this.maxLineBytes && !this.pending.some((part) => part.includes(10))) {
      throw new ToolError("E_LIMIT", `a line is longer than ${this.maxLineBytes} bytes`, {
        path: this.path,
        hint: "Check the line; if it is genuine, raise limits.maxLineBytes in the policy.",
      });
    }
  }

  private take(): Buffer | null {
    if (this.pendingBytes === 0) return null;
    const joined = Buffer.concat(this.pending, this.pendingBytes);
    this.pending = [];
    this.pendingBytes = 0;
    return joined;
  }
}
