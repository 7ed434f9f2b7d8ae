/**
 * Where results go. A file appears whole or not at all: it is written under a temporary name in its
 * folder and renamed over what stood there. A device, a FIFO or a file descriptor is written directly.
 * A full disk is an error (E_IO), never a quiet end; a reader who has gone is a `ClosedPipe`.
 */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { type FileHandle, open, realpath, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { getSystemErrorMap } from "node:util";
import { isMachineFailure, messageOf, systemCode, ToolError } from "../core/errors.ts";
import { begin, discard, finished, syncFolder, temporaryOutput } from "../io/atomic.ts";
import { PRIVATE_FILE } from "../io/rights.ts";

/** Takes bytes (and keeps them) or text (UTF-8); resolves when more may come. */
export interface Output {
  write(chunk: Uint8Array | string): Promise<void>;
}

/** One output of a set. After `finish` nothing more is written; `commit` gives it its name. */
export interface OutputFile extends Output {
  readonly path: string;
  /** Everything is on the disk, still under the temporary name. */
  finish(): Promise<void>;
  /** Finishes where that was not done yet, and puts the file in place. */
  commit(): Promise<void>;
  /** Removes what was written. No-op after `commit`. Never throws. */
  abort(): Promise<void>;
  /** What was written, after `finish`. */
  digest(): { bytes: number; sha256: string };
  /** Removes the file whose place it will take: from then on there is none until `commit`. */
  retire(): void;
}

/** The reader closed the pipe: the run ends quietly with exit code 0. */
export class ClosedPipe extends Error {
  readonly code = "EPIPE";

  constructor(cause: unknown) {
    super("the reader of the output has closed it", { cause });
    this.name = "ClosedPipe";
  }
}

/** Writes are gathered up to this size. */
const BUFFER_BYTES = 64 * 1024;

/**
 * A new file is its owner's alone, whatever the umask; one that replaces another keeps its rights.
 * @throws ToolError E_OUTPUT when the place cannot be written to
 */
export async function openOutput(path: string): Promise<OutputFile> {
  const target = await outputPlace(path);
  if (target.direct) return fileOutput(path, await create(path, path, "w"), null, path);
  const temporary = temporaryOutput(target.path);
  begin(temporary);
  try {
    const handle = await create(path, temporary, "wx");
    begin(temporary, handle);
    // What replaces a file is as readable to others as the file was.
    if (target.mode !== null) await handle.chmod(target.mode);
    return fileOutput(path, handle, temporary, target.path);
  } catch (error) {
    discard(temporary);
    throw error;
  }
}

/** Standard output, with back pressure. `finish` resolves when everything has been taken. */
export function streamOutput(stream: NodeJS.WritableStream): Output & { finish(): Promise<void> } {
  const send = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      // A stream tells of a failure twice: to the callback, and as an event that must not go unheard.
      const onError = (error: unknown): void => reject(writeError("standard output", error));
      stream.once("error", onError);
      stream.write(bytes, (error) => {
        if (error !== null && error !== undefined) {
          onError(error);
          return;
        }
        stream.removeListener("error", onError);
        resolve();
      });
    });
  return gathered(send);
}

function fileOutput(
  path: string,
  handle: FileHandle,
  temporary: string | null,
  target: string,
): OutputFile {
  let state: "open" | "finished" | "over" = "open";
  const hash = createHash("sha256");
  const written = { bytes: 0, sha256: "" };
  const { write, finish: flush } = gathered(async (bytes) => {
    hash.update(bytes);
    written.bytes += bytes.length;
    try {
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, at);
        at += bytesWritten;
      }
    } catch (error) {
      throw writeError(path, error);
    }
  });
  const abort = async (): Promise<void> => {
    if (state === "over") return;
    const wasOpen = state === "open";
    state = "over";
    if (temporary !== null) discard(temporary);
    if (wasOpen) await handle.close().catch(() => {});
  };
  const finish = async (): Promise<void> => {
    if (state !== "open") return;
    try {
      await flush();
      if (temporary !== null) await handle.sync();
      await handle.close();
      written.sha256 = hash.digest("hex");
      state = "finished";
    } catch (error) {
      await abort();
      throw writeError(path, error);
    }
  };
  return {
    path,
    write,
    finish,
    async commit() {
      await finish();
      if (state === "over") return;
      state = "over";
      if (temporary === null) return;
      try {
        await rename(temporary, target);
      } catch (error) {
        discard(temporary);
        throw openError(path, error);
      }
      finished(temporary);
      syncFolder(dirname(target));
    },
    abort,
    digest: () => written,
    retire() {
      if (temporary === null) return;
      try {
        rmSync(target, { force: true });
      } catch (error) {
        throw openError(path, error);
      }
      syncFolder(dirname(target));
    },
  };
}

/** Small writes become large ones. */
function gathered(
  send: (bytes: Uint8Array) => Promise<void>,
): Output & { finish(): Promise<void> } {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const bytes = Buffer.concat(waiting, size);
    waiting = [];
    size = 0;
    await send(bytes);
  };
  return {
    async write(chunk) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      waiting.push(bytes);
      size += bytes.length;
      if (size >= BUFFER_BYTES) await flush();
    },
    finish: flush,
  };
}

interface OutputPlace {
  /** Links resolved: a link stays a link to the new file. */
  path: string;
  /** Permissions of what stands there. */
  mode: number | null;
  direct: boolean;
}

/** A descriptor under /dev or /proc may show as a regular file, whose name must not be replaced; /dev/shm holds files. */
export function isDevice(path: string): boolean {
  return /^\/(dev\/(?!shm\/)|proc\/)/.test(path);
}

async function outputPlace(path: string): Promise<OutputPlace> {
  if (isDevice(path)) return { path, mode: null, direct: true };
  try {
    const found = await stat(path);
    if (found.isDirectory())
      throw new ToolError("E_OUTPUT", "is a folder, not a file", {
        path,
        hint: "Give a file inside the folder.",
      });
    if (!found.isFile()) return { path, mode: null, direct: true };
    return { path: await realpath(path), mode: found.mode & 0o777, direct: false };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return { path, mode: null, direct: false };
    throw error instanceof ToolError ? error : openError(path, error);
  }
}

async function create(path: string, name: string, flags: string): Promise<FileHandle> {
  try {
    return await open(name, flags, PRIVATE_FILE);
  } catch (error) {
    throw openError(path, error);
  }
}

const NO_PERMISSION = "There is no permission to write there.";

const HINTS: Readonly<Record<string, string>> = {
  ENOENT: "The folder does not exist.",
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: NO_PERMISSION,
};

function openError(path: string, cause: unknown): ToolError {
  const code = systemCode(cause);
  const message = `cannot be created: ${systemMessage(cause)}`;
  if (isMachineFailure(code)) return new ToolError("E_IO", message, { path, cause });
  return new ToolError("E_OUTPUT", message, { path, cause, hint: HINTS[code] });
}

function writeError(path: string, cause: unknown): Error {
  if (cause instanceof ToolError || cause instanceof ClosedPipe) return cause;
  const code = systemCode(cause);
  if (code === "EPIPE") return new ClosedPipe(cause);
  const hint = code === "ENOSPC" ? "The disk is full." : undefined;
  return new ToolError("E_IO", `writing failed: ${systemMessage(cause)}`, { path, cause, hint });
}

/** The system's words without the temporary name that Node's message holds. */
function systemMessage(error: unknown): string {
  if (error instanceof Error && "errno" in error && typeof error.errno === "number") {
    const known = getSystemErrorMap().get(error.errno);
    if (known !== undefined) return known[1];
  }
  return messageOf(error);
}
