// The same bases from a plain, a bgzipped and a remote sequence; and one clear error where there is none.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { having, openFasta, type Fasta } from "../../src/io/fasta/index.ts";
import { bgzip, gziOf } from "../helpers/bgzip.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const WIDTH = 60;
const LENGTH = 400_000;
let state = 7;
const bases = Array.from({ length: LENGTH }, () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return "ACGT"[state >>> 30];
}).join("");
const lines = bases.replaceAll(/.{60}/g, "$&\n");
const text = `>chr1 first\n${lines}\n>chr2\nACGTN\n`;
const fai = `chr1\t${LENGTH}\t12\t${WIDTH}\t${WIDTH + 1}\nchr2\t5\t${12 + lines.length + 1 + 6}\t5\t6\n`;
const zipped = bgzip(text, { blockBytes: [0xff00, 1000, 7] });

/** A bgzipped sequence with its indexes. */
function written(name: string, file: Uint8Array = zipped, gzi: Uint8Array = gziOf(zipped)): string {
  const path = join(folder, name);
  writeFileSync(path, file);
  writeFileSync(`${path}.fai`, fai);
  writeFileSync(`${path}.gzi`, gzi);
  return path;
}

let server: Server;
let base = "";
let requests: string[] = [];
let fault: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null;

function answer(request: IncomingMessage, response: ServerResponse): void {
  requests.push(request.headers.range ?? "-");
  if (fault?.(request, response) === true) return;
  const name = new URL(request.url ?? "", base).pathname;
  const served: Record<string, Uint8Array> = {
    "/r.fa.gz": zipped,
    "/r.fa.gz.fai": Buffer.from(fai),
    "/r.fa.gz.gzi": gziOf(zipped),
    "/alone.fa.gz": zipped,
    "/alone.fa.gz.fai": Buffer.from(fai),
  };
  const bytes = served[name];
  const [, from = "", to = ""] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
  if (bytes === undefined) response.writeHead(404).end();
  else if (from === "") response.writeHead(200).end(bytes);
  else {
    const part = bytes.subarray(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`;
    response.writeHead(206, { "content-range": range, etag: '"one"' }).end(part);
  }
}

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  requests = [];
  fault = null;
});

const ranges = fc.tuple(fc.integer({ min: 1, max: LENGTH }), fc.integer({ min: 1, max: 3000 }));

describe("a bgzipped sequence", () => {
  it("gives the bases of the text, over lines and blocks", async () => {
    const file = await openFasta(written("a.fa.gz"));
    fc.assert(
      fc.property(ranges, ([start, length]) => {
        const end = start + length - 1;
        expect(file.bases("chr1", start, end)).toBe(bases.slice(start - 1, end));
      }),
    );
    expect(file.bases("1", 1, 12)).toBe(bases.slice(0, 12));
    expect(file.bases("chr1", 1, LENGTH)).toBe(bases);
    expect(file.bases("chr2", 2, 900)).toBe("CGTN");
    expect(file.bases("chr3", 1, 10)).toBe("");
    file.close();
  });

  it.each([
    ["without .gzi", (path: string) => rmSync(`${path}.gzi`), /no \.gzi index/],
    ["without .fai", (path: string) => rmSync(`${path}.fai`), /no \.fai index/],
    ["cut", (path: string) => truncateSync(path, 5000), /index|cut|ends/],
    [
      "with a .gzi that is cut",
      (path: string) => truncateSync(`${path}.gzi`, 100),
      /not a \.gzi index: 100 bytes/,
    ],
    [
      "with another file's .gzi",
      (path: string) => writeFileSync(`${path}.gzi`, gziOf(bgzip(text, { blockBytes: 5000 }))),
      /no BGZF block|not a BGZF|that the file does not have/,
    ],
    [
      "with a .fai of something else",
      (path: string) => appendFileSync(`${path}.fai`, "chr3\t900000000\t12\t60\t61\n"),
      /that the file does not have/,
    ],
    [
      "with a contig longer than any",
      (path: string) => appendFileSync(`${path}.fai`, "chr3\t90000000000\t12\t60\t61\n"),
      /chr3 is said to have 90000000000 bases/,
    ],
  ])("%s: one error", async (_what, damage, message) => {
    const path = written("d.fa.gz");
    damage(path);
    const asked = openFasta(path).then((file) => [
      file.bases("chr1", 300_000, 300_100),
      file.bases("chr3", 800_000_000, 800_000_100),
    ]);
    await expect(asked).rejects.toMatchObject({
      code: expect.stringMatching(/^E_(INDEX|INPUT_MISSING|BGZF|BGZF_TRUNCATED)$/) as string,
      message: expect.stringMatching(message) as string,
    });
  });
});

describe("a remote sequence", () => {
  const at = async (file: Fasta, start: number, end: number): Promise<string> =>
    having(() => file.bases("chr1", start, end));

  it("is read by consent alone", async () => {
    await expect(openFasta(`${base}/r.fa.gz`)).rejects.toThrowError(
      /the reference is a web address/,
    );
    expect(requests).toEqual([]);
  });

  it("gives the same bases, a page at a time, each once", async () => {
    const file = await openFasta(`${base}/r.fa.gz`, true);
    expect(file.indexSha256).toBe((await openFasta(written("s.fa.gz"))).indexSha256);
    const opened = requests.length;
    expect(await at(file, 200_001, 200_100)).toBe(bases.slice(200_000, 200_100));
    const asked = requests.length;
    expect(asked - opened).toBeLessThanOrEqual(2);
    expect(await at(file, 200_050, 200_080)).toBe(bases.slice(200_049, 200_080));
    expect(requests.length).toBe(asked);
    const several = [1, 130_000, 390_000].map(async (start) => at(file, start, start + 50));
    expect(await Promise.all(several)).toEqual(
      [1, 130_000, 390_000].map((start) => bases.slice(start - 1, start + 50)),
    );
  });

  it("work that reads more than is kept comes to its end", async () => {
    const file = await openFasta(`${base}/r.fa.gz`, true);
    const all = await having(() => {
      let read = "";
      for (let start = 1; start <= LENGTH; start += 1000)
        read += file.bases("1", start, start + 999);
      return read;
    });
    expect(all).toBe(bases);
  });

  it("without .gzi: names the file that is wanted", async () => {
    await expect(openFasta(`${base}/alone.fa.gz`, true)).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      place: { path: `${base}/alone.fa.gz.gzi` },
    });
  });

  it("a file that changes between two reads is an error", async () => {
    const file = await openFasta(`${base}/r.fa.gz`, true);
    fault = ({ headers }, response) => {
      const [, from = ""] = /^bytes=(\d+)-/.exec(headers.range ?? "") ?? [];
      const range = `bytes ${from}-${from}/${zipped.length}`;
      response.writeHead(206, { "content-range": range, etag: '"two"' }).end("x");
      return true;
    };
    await expect(at(file, 350_000, 350_010)).rejects.toThrowError(/changed while it was read/);
  });

  it("a server that hangs up is asked again, then told", { timeout: 20_000 }, async () => {
    const file = await openFasta(`${base}/r.fa.gz`, true);
    let times = 0;
    fault = ({ socket }) => {
      times += 1;
      if (times <= 1) socket.destroy();
      return times <= 1;
    };
    expect(await at(file, 370_000, 370_010)).toBe(bases.slice(369_999, 370_010));
    expect(times).toBeGreaterThan(1);
  });
});

it.skipIf(sharedData === null)(
  "a real one, made by bgzip: the start of BRCA1 (skipped without the shared data)",
  async () => {
    const name = "annotate/vep109_brca1_GRCh37/GRCh37.chr17_41100001-41300000.padded.fa.gz";
    const file = await openFasta(join(sharedData ?? "", name));
    expect(file.bases("17", 41_276_111, 41_276_113)).toBe("CAT");
    expect(file.bases("17", 1, 3)).toBe("NNN");
    file.close();
  },
);

describe("many runs of a process", () => {
  const path = join(folder, "many.fa");
  const write = (sequence: string): void => {
    writeFileSync(path, `>1\n${sequence}\n`);
    writeFileSync(`${path}.fai`, "1\t4\t3\t4\t5\n");
  };
  const many = (): Promise<Fasta[]> =>
    Promise.all(Array.from({ length: 30 }, () => openFasta(path)));

  const isOfPath = (fd: string): boolean => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  };
  const opened = (): number => readdirSync("/proc/self/fd").filter(isOfPath).length;

  it.skipIf(!existsSync("/proc/self/fd"))(
    "keep few files open, and read on from each",
    async () => {
      write("ACGT");
      const all = await many();
      for (const fasta of [...all, ...all]) expect(fasta.bases("1", 2, 3)).toBe("CG");
      expect(opened()).toBeLessThan(10);
      for (const fasta of all) fasta.close();
      expect(opened()).toBe(0);
    },
  );

  it("do not read on in a file that was changed since", async () => {
    write("ACGT");
    const all = await many();
    rmSync(path);
    write("TTTTT");
    expect(() => all.map((fasta) => fasta.bases("1", 2, 3))).toThrow(
      "the file was changed while it was read",
    );
  });
});
