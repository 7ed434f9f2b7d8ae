/** Frequencies written into the file by its annotator (SVF-04): svdb's tags, and others by their names. */
import { writtenNumber } from "../../core/text.ts";
import type { EventFrequency } from "../types.ts";

type Row = readonly [key: RegExp, source: string, why: string | null];

const OWN_CASES = "from the laboratory's own cases";

/** `why` not null: shown alone. */
const FIELDS: readonly Row[] = [
  [/^gnomad_?sv_?af$/i, "gnomAD-SV", null],
  [/^1000g_?af$/i, "1000 Genomes", null],
  [/^swegen_?(?:frq|af)$/i, "SweGen", null],
  [/^clinical_genomics_loqus(?:db)?_?frq$/i, "loqusdb", OWN_CASES],
  [/^loqusdb?_?frq$/i, "loqusdb", OWN_CASES],
  [/^frq$/i, "svdb", "from a database that the file does not name"],
  [/^b_(?:loss|gain)_afmax$/i, "AnnotSV", "from any harmless event that overlaps"],
];

const ONE_END = /^(?:left|right)_/i;

interface Field {
  key: string;
  source: string;
  why: string | null;
}

/**
 * A reader of one file. What it finds has no id; where a tag that counts is declared and the record has none, the
 * event was looked for and not found: `frequency` null. In a file of small variants a tag is theirs: none says nothing.
 * @param declared INFO keys of the header
 */
export function ownFrequencies(
  declared: Iterable<string>,
  isOfSmall = false,
): (info: ReadonlyMap<string, string | true>) => EventFrequency[] {
  const fields = [...declared].flatMap((key) => fieldOf(key) ?? []);
  return (info) =>
    fields.flatMap(({ key, source, why }) => {
      const frequency = highestOf(info.get(key));
      if (frequency === null && (why !== null || isOfSmall)) return [];
      return [
        {
          source,
          id: null,
          frequency,
          homozygotes: null,
          hemizygotes: null,
          alleleNumber: null,
          overlap: null,
          counts: why === null,
          why,
        },
      ];
    });
}

function fieldOf(key: string): Field | null {
  const bare = key.replace(ONE_END, "");
  const row = FIELDS.find(([pattern]) => pattern.test(bare));
  if (row === undefined) return null;
  const [, source, why] = row;
  return { key, source, why: bare === key ? why : "of one end alone" };
}

/** Of a list, its highest number from 0 to 1. */
function highestOf(value: string | true | undefined): number | null {
  if (value === undefined || value === true) return null;
  const numbers = value
    .split(",")
    .flatMap((text) => writtenNumber(text) ?? [])
    .filter((n) => n >= 0 && n <= 1);
  return numbers.length === 0 ? null : Math.max(...numbers);
}
