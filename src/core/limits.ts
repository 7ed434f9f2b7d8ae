/**
 * How much of an input is read or downloaded, and how long it is waited for: every limit that the policy does not
 * set (`limits` of the policy are those of VCFs). Each is far above what honest files hold; docs/limits.md tells
 * people.
 */

const KB = 1024;
const MB = 1024 * KB;

export const LIMITS = {
  /** Lists and objects in each other; honest documents stay below 20. */
  jsonDepth: 200,
  /** Files that are read whole, as they lie there; what is looked at at once ends within a second. */
  files: {
    /** A page or two, and YAML takes long to read. */
    caseFile: 64 * KB,
    /** 80,000 people. */
    pedigree: 5 * MB,
    phenopacket: 16 * MB,
    /** 20,000 cases with all of their columns. */
    manifest: 8 * MB,
    /** A line per gene that is overridden. */
    overrides: 4 * MB,
    /** A policy, or a declaration of sources. */
    settings: 4 * MB,
    /** Decisions, as JSON or as a workbook. */
    decisions: 32 * MB,
    /** Of `archive text`. */
    template: 1 * MB,
    /** As text; the largest super panel is 30 MB. */
    panel: 128 * MB,
    /** What merged cases send. */
    merge: 256 * MB,
  },
  /** Each `*name` of YAML repeats what it names. */
  yamlAliases: 100,
  /** A file of HPO (35 MB), or a tar archive of panels, as it is once it is unpacked. */
  unpackedBytes: 256 * MB,
  /** All of a workbook that is read of it; one of 10,000 candidates has 40 MB. */
  workbookBytes: 128 * MB,
  /** Lines before the first record of a table of classifications. */
  headerBytes: 8 * MB,
  headerLines: 100_000,
  /** Of a table, or of a release that is read line by line. */
  tableLineBytes: 8 * MB,
  /** What an index (.tbi, .csi) unpacks to; that of 30 million records is 3 MB. */
  indexBytes: 256 * MB,
  /** Parts of remote files that the store keeps, so that they are not asked for again. */
  rangeCacheBytes: 2048 * MB,
  /** Of all classes of an ontology together; HPO's have 300,000. */
  ancestors: 20_000_000,
  download: {
    /** A panel, a file of HPO, an index. */
    bytes: 256 * MB,
    /** A release of knowledge that is written to disk as it comes; ClinVar has 190 MB. */
    fileBytes: 4096 * MB,
    /** The same, from the first byte to the last of one attempt. */
    fileMs: 12 * 3600_000,
    /** Without a byte for so long, a connection counts as stalled. */
    idleMs: 60_000,
    /** What comes slower than this, over a whole `idleMs`, does not end in useful time. */
    bytesPerSecond: 1024,
    /** One file, from the first byte to the last. */
    totalMs: 30 * 60_000,
  },
} as const;

/** A limit in words: `256 MB`, `256 kB`. */
export function sizeText(bytes: number): string {
  return bytes < MB ? `${Math.floor(bytes / KB)} kB` : `${Math.floor(bytes / MB)} MB`;
}
