/**
 * Positions in the content of a BGZF file, as given by an index: the file offset of a block and a byte offset
 * within its content.
 */
export interface VirtualOffset {
  block: number;
  within: number;
}

/** Content from `minv` up to and without `maxv`. */
export interface Chunk {
  minv: VirtualOffset;
  maxv: VirtualOffset;
}

export function compareVirtual(a: VirtualOffset, b: VirtualOffset): number {
  return a.block - b.block || a.within - b.within;
}

/**
 * Union of chunks: sorted, no two overlapping. Chunks that meet in one block become one, so that no
 * block is inflated twice; what lies between them there is read along.
 * @param gap compressed bytes between two that are read along too
 */
export function mergeChunks(chunks: readonly Chunk[], gap = 0): Chunk[] {
  const sorted = chunks
    .filter((c) => compareVirtual(c.minv, c.maxv) < 0)
    .toSorted((a, b) => compareVirtual(a.minv, b.minv));
  const merged: Chunk[] = [];
  for (const chunk of sorted) {
    const last = merged.at(-1);
    if (last === undefined || chunk.minv.block > last.maxv.block + gap) merged.push({ ...chunk });
    else if (compareVirtual(chunk.maxv, last.maxv) > 0) last.maxv = chunk.maxv;
  }
  return merged;
}

/** Compressed bytes that reading these (merged) chunks takes, the last block of each not counted. */
export function chunkBytes(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { minv, maxv }) => sum + maxv.block - minv.block, 0);
}
