/** A VCF behind http(s): header and chunks by range requests, on the main thread. */
import { RemoteBgzf, mergeChunks, sniff, type VcfIndex } from "../io/bgzf/index.ts";
import { SNIFF_BYTES } from "../io/foreign.ts";
import { CHROMOSOMES, canonicalChrom } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import type { ScanPlan } from "../scan/types.ts";
import type { Task } from "../scan/pool/index.ts";
import { parseHeader } from "../vcf/index.ts";
import { HeaderReader } from "./header-reader.ts";
import { wantedPlaces } from "./tasks.ts";
import type { Input } from "./input.ts";

/** @throws ToolError E_REMOTE, E_BGZF*, E_VCF_HEADER */
export async function openRemote(url: string, policy: Policy): Promise<Input> {
  const file = await RemoteBgzf.open(url, { limits: policy.limits });
  const index = await file.index();
  const reader = new HeaderReader(url, policy.limits.maxLineBytes);
  const whole = { minv: { block: 0, within: 0 }, maxv: { block: file.size, within: 0 } };
  for await (const piece of file.readChunk(whole)) {
    if (piece.start === 0) sniff(piece.data.subarray(0, SNIFF_BYTES), url);
    if (reader.add(piece.data) !== null) break;
  }
  const names = new Set(index.names.map(canonicalChrom));
  return {
    path: url,
    kind: "bgzf",
    header: parseHeader(reader.text(), url, policy.frequency.extraFields),
    size: file.size,
    digest: sha256(reader.text()),
    firstRecord: null,
    index: null,
    indexOlderThanFile: false,
    text: null,
    remote: {
      chromosomes: CHROMOSOMES.filter((chrom) => names.has(chrom)),
      tasks: (plan) => remoteTasks(file, index, plan),
    },
  };
}

async function* remoteTasks(
  file: RemoteBgzf,
  index: VcfIndex,
  plan: ScanPlan,
): AsyncGenerator<Task> {
  if (plan.wholeGenome)
    throw new ToolError(
      "E_USAGE",
      "a remote file can only be read through its index, but this run needs the whole file",
      {
        path: file.url,
        hint: "Download the file, or give panels with coordinates and leave out --gene-agnostic.",
      },
    );
  const chunks = wantedPlaces(plan).flatMap(({ chrom, start, end }) =>
    index.names
      .filter((name) => canonicalChrom(name) === chrom)
      .flatMap((name) => index.blocksForRange(name, start - 1, end)),
  );
  let startsAtLine = true;
  for (const chunk of mergeChunks(chunks))
    for await (const piece of file.readChunk(chunk)) {
      const bytes = new Uint8Array(piece.data);
      yield { kind: "text", bytes, startsAtLine };
      startsAtLine = false;
    }
}
