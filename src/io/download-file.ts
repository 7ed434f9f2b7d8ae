/**
 * Downloads a large file to disk. What came of it is kept beside its place with what tells its version, so that a
 * line that breaks, or another run, goes on with the next byte; a file that changed meanwhile is begun anew.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { systemCode, ToolError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import { LIMITS } from "../core/limits.ts";
import { replaceFile } from "./atomic.ts";
import { receive, type ReceiveRequest } from "./download.ts";
import { textIfThere } from "./if-there.ts";
import { makeFolder } from "./make-folder.ts";
import type { Reply } from "./network.ts";
import { Passing, passingStatus, retrying, type RetryOptions } from "./retry.ts";

export interface FileRequest
  extends RetryOptions, Pick<ReceiveRequest, "hosts" | "hint" | "idleMs"> {
  url: URL;
  /** Where it is made. */
  path: string;
  /** What the publisher says of the file, asked once it is there; null: nothing. */
  digest: () => Promise<{ algorithm: "md5" | "sha256"; hex: string } | null>;
  /** Tag of the version that is known already: it is not sent again. */
  known: string | null;
  /** Told as bytes come; the size is null where the server does not say it. */
  onBytes: (done: number, size: number | null) => void;
}

/** What is known of a file of which a part is there. */
interface Part {
  url: string;
  /** By which the server tells versions apart: an entity tag or a date; null: it does not. */
  tag: string | null;
  /** In bytes; null: not told. */
  size: number | null;
  /** The server's date of the file; null: not told. */
  modified: string | null;
}

/** null: the server has the version that is known. @throws ToolError E_REMOTE, E_IO */
export async function downloadFile(
  request: FileRequest,
): Promise<Pick<Part, "tag" | "modified"> | null> {
  makeFolder(dirname(request.path));
  const file = new PartialFile(request);
  for (let tries = 1; ; tries += 1) {
    let furthest = file.have;
    // oxlint-disable-next-line no-await-in-loop -- a file that is damaged is fetched once more
    const isNew = await retrying(
      request.url,
      request,
      () => file.goOn(),
      () => {
        const hasCome = file.have > furthest;
        furthest = Math.max(furthest, file.have);
        return hasCome;
      },
    );
    if (!isNew) return null;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const fault = await file.finish();
    if (fault === null) return file.part;
    if (tries === 2)
      throw new ToolError("E_REMOTE", `${fault}, twice`, {
        path: request.url.href,
        hint: "Try again later; the publisher may be replacing the file, or it may have been altered in transit.",
      });
  }
}

class PartialFile {
  readonly #request: FileRequest;
  readonly #path: string;
  readonly #about: string;
  part: Part;
  have: number;

  constructor(request: FileRequest) {
    this.#request = request;
    this.#path = `${request.path}.part`;
    this.#about = `${this.#path}.json`;
    const url = request.url.href;
    const part = partOf(textIfThere(this.#about));
    const isOurs = part?.url === url && part.tag !== null;
    this.part = isOurs ? part : { url, tag: null, size: null, modified: null };
    this.have = isOurs ? (statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0) : 0;
  }

  /** One request for what is missing. @returns false: the known version is the server's */
  async goOn(): Promise<boolean> {
    const { request, have } = { request: this.#request, have: this.have };
    const { tag, size } = this.part;
    if (size !== null && have === size) return true;
    const isResumed = have > 0 && tag !== null;
    const headers: Record<string, string> = { "accept-encoding": "identity" };
    if (isResumed) Object.assign(headers, { range: `bytes=${have}-`, "if-range": tag });
    else if (request.known !== null) Object.assign(headers, conditional(request.known));
    let fd: number | null = null;
    try {
      const { status } = await receive(
        request.url,
        {
          ...request,
          headers,
          maxBytes: LIMITS.download.fileBytes,
          totalMs: LIMITS.download.fileMs,
        },
        (reply) => {
          fd = this.#begin(reply);
          return fd === null ? null : (bytes) => this.#write(fd ?? -1, bytes);
        },
      );
      if (status === 304) return false;
    } catch (error) {
      if (systemCode(error) === "ENOSPC")
        throw new ToolError("E_IO", "the disk is full", { path: this.#path, cause: error });
      throw error;
    } finally {
      if (fd !== null) closeSync(fd);
    }
    if (this.part.size !== null && this.have < this.part.size)
      throw new Passing(`the connection was lost after ${this.have} of ${this.part.size} bytes`);
    return true;
  }

  /** Opens the part for what the reply brings; null: it brings nothing. */
  #begin({ status, headers }: Omit<Reply, "body">): number | null {
    const { url, hint, now } = this.#request;
    const { tag, modified } = tagsOf(headers);
    if (status === 304) return null;
    if (status === 200) {
      const length = headers.get("content-length");
      const isPacked = (headers.get("content-encoding") ?? "identity") !== "identity";
      const size = length === null || isPacked ? null : Number(length);
      this.#keep({ url: url.href, tag: isPacked ? null : tag, size, modified });
      return this.#open(0);
    }
    if (status === 206) {
      const [, from, total] =
        /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
      const isNext = Number(from) === this.have && (tag === null || tag === this.part.tag);
      if (isNext && (this.part.size ?? Number(total)) === Number(total)) {
        this.#keep({ ...this.part, size: Number(total) });
        return this.#open(this.have);
      }
    }
    // A part that the server cannot go on from is of no use.
    if (status === 206 || status === 416) {
      this.#drop();
      throw new Passing("the server sent different bytes from those requested");
    }
    throw (
      passingStatus(status, headers, now()) ??
      new ToolError("E_REMOTE", `the server answered with status ${status}`, {
        path: url.href,
        hint,
      })
    );
  }

  #open(at: number): number {
    const fd = openSync(this.#path, at === 0 ? "w" : "r+", 0o600);
    ftruncateSync(fd, at);
    this.have = at;
    return fd;
  }

  #keep(part: Part): void {
    this.part = part;
    replaceFile(this.#about, JSON.stringify(part), true);
  }

  #write(fd: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const written = writeSync(fd, bytes, at, bytes.length - at, this.have);
      at += written;
      this.have += written;
    }
    this.#request.onBytes(this.have, this.part.size);
  }

  #drop(): void {
    rmSync(this.#path, { force: true });
    rmSync(this.#about, { force: true });
    this.part = { url: this.#request.url.href, tag: null, size: null, modified: null };
    this.have = 0;
  }

  /** Gives the whole file its name. @returns what is wrong with it, in which case it is gone */
  async finish(): Promise<string | null> {
    const { digest, path } = this.#request;
    const said = await digest();
    if (said !== null) {
      const hash = createHash(said.algorithm);
      for await (const bytes of createReadStream(this.#path) as AsyncIterable<Buffer>)
        hash.update(bytes);
      const hex = hash.digest("hex");
      if (hex !== said.hex) {
        this.#drop();
        return `${basename(path)} has the ${said.algorithm} ${hex}, but its publisher gives ${said.hex}`;
      }
    }
    renameSync(this.#path, path);
    rmSync(this.#about, { force: true });
    return null;
  }
}

function partOf(text: string | null): Part | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (!isObject(value)) return null;
    const { url, tag, size, modified } = value;
    if (typeof url !== "string" || typeof tag !== "string") return null;
    return {
      url,
      tag,
      size: typeof size === "number" ? size : null,
      modified: typeof modified === "string" ? modified : null,
    };
  } catch {
    return null;
  }
}

/** A weak entity tag promises the same meaning, not the same bytes. */
function tagsOf(headers: Reply["headers"]): Pick<Part, "tag" | "modified"> {
  const etag = headers.get("etag");
  const modified = headers.get("last-modified");
  return { tag: etag === null || etag.startsWith("W/") ? modified : etag, modified };
}

function conditional(tag: string): Record<string, string> {
  return tag.startsWith('"') ? { "if-none-match": tag } : { "if-modified-since": tag };
}
