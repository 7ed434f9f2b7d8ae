/**
 * Room `bgzf`: compressed bytes in, verified bytes out (SAM specification 4.1; tabix and CSI indexes).
 *
 * In: a file descriptor, a stream or an http(s) address. Out: the content of BGZF blocks whose CRC32,
 * length and structure were checked, with the file offsets that error messages need; chunks of an
 * index; and, the other way round, BGZF files with a `.tbi`. Lines and VCF are not known here, save
 * that batches end at a newline and that the index writer reads a record's place.
 *
 * Loading this module loads Node's own modules alone; what remote files need comes when it is needed.
 */
export { type FileKind, sniff } from "./sniff.ts";
export { RangeInflater } from "./range.ts";
export { checkEof, checkTail } from "./eof.ts";
export { behind, decompressStream, followedBy, sniffStream } from "./stream.ts";
export { cutAtNewlines } from "./lines.ts";
export { type Chunk, chunkBytes, mergeChunks, type VirtualOffset } from "./chunks.ts";
export { findIndex, openIndex, type VcfIndex } from "./indexReader.ts";
export { fetchIndex, RemoteBgzf } from "./remote.ts";
export type { RemoteAccess } from "./http.ts";
export { inFlight, openRanges, type Ranges } from "./ranges.ts";
export { type Look, positionAt, SortedLines } from "./sorted-lines.ts";
export { inChunks } from "./in-chunks.ts";
export { IndexedVcfWriter } from "./tabixWriter.ts";
export { lineTooLong } from "./limits.ts";
