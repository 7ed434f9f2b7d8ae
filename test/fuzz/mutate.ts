/**
 * Inputs changed as damage, bad tools and attackers change them; the same for the same random numbers. Two ways:
 * byte by byte, and along the structure of the format, so that what is inside is reached and not only the first check.
 */
export type Random = () => number;

/** How a format is built, for changes that leave the rest of it sound. */
export type Structure = "bytes" | "lines" | "json";

const below = (random: Random, n: number): number => Math.floor(random() * n);
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)] as T;

/** What parsers stumble over, as text. */
const WORDS = [
  "",
  " ",
  ".",
  "-",
  "0",
  "-1",
  "1e309",
  "NaN",
  "Infinity",
  "2147483648",
  "-9223372036854775808",
  "18446744073709551616",
  "0x10",
  "null",
  "true",
  "undefined",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "HP:9999999",
  "HP:",
  "HGNC:",
  "R59.",
  "chrUn_1",
  "<DEL>",
  "*",
  "A,C,G,T",
  "]1:5]A",
  ";;;",
  "|||",
  "%",
  "%zz",
  "%00",
  "\u0000",
  "\u001b[31m",
  "\ufeff",
  "\ud800",
  "Ａ",
  "=1+1",
  "../../x",
  "A".repeat(300),
  "9".repeat(400),
  "(".repeat(200),
];

/** One to four changes. */
export function mutated(seed: Buffer, structure: Structure, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  const along = structure !== "bytes" && random() < 0.7;
  for (let n = 1 + below(random, 4); n > 0; n--) {
    if (!along) bytes = changedBytes(bytes, random);
    else if (structure === "json") bytes = changedJson(bytes, random);
    else bytes = changedLines(bytes, random);
  }
  return bytes;
}

function changedBytes(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return Buffer.from([below(random, 256)]);
  const at = below(random, bytes.length);
  const length = Math.min(bytes.length - at, 1 + below(random, random() < 0.8 ? 8 : 4000));
  const rest = bytes.subarray(at + length);
  switch (below(random, 8)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
      return bytes;
    case 1:
      bytes[at] = pick(random, [0, 1, 9, 10, 13, 34, 44, 92, 127, 128, 255]);
      return bytes;
    case 2:
      return Buffer.concat([bytes.subarray(0, at), rest]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 4:
      return Buffer.from(bytes.subarray(0, at));
    case 5:
      for (let i = at; i < at + length; i++) bytes[i] = below(random, 256);
      return bytes;
    case 6:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(pick(random, WORDS)), rest]);
    default: {
      const from = below(random, bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + length), rest]);
    }
  }
}

/** Lines, and in them cells between tabs, else between the marks that lists use. */
function changedLines(bytes: Buffer, random: Random): Buffer {
  const lines = bytes.toString("latin1").split("\n");
  const at = below(random, lines.length);
  const line = lines[at] ?? "";
  switch (below(random, 9)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, line);
      break;
    case 2:
      lines.splice(at, 0, pick(random, ["", "#", "##", "\t", "\r", pick(random, lines)]));
      break;
    case 3: {
      const other = below(random, lines.length);
      lines[at] = lines[other] ?? "";
      lines[other] = line;
      break;
    }
    case 4:
      lines[at] = line.slice(0, below(random, line.length + 1));
      break;
    default:
      lines[at] = changedCells(line, random);
  }
  return Buffer.from(lines.join("\n"), "latin1");
}

function changedCells(line: string, random: Random): string {
  const marks = ["\t", ";", ",", "|", "=", ":", "/", " "].filter((mark) => line.includes(mark));
  const mark = random() < 0.5 && line.includes("\t") ? "\t" : pick(random, [...marks, ""]);
  const cells = mark === "" ? [line] : line.split(mark);
  const at = below(random, cells.length);
  switch (below(random, 5)) {
    case 0:
      cells.splice(at, 1);
      break;
    case 1:
      cells.splice(at, 0, cells[at] ?? "");
      break;
    case 2:
      cells[at] = cells[below(random, cells.length)] ?? "";
      break;
    default:
      cells[at] = latin1(pick(random, WORDS));
  }
  return cells.join(mark);
}

/** Text as its bytes, so that it survives in a text of single bytes. */
const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

/** One value of a document replaced, removed, doubled or renamed. What is no JSON any more is changed byte by byte. */
function changedJson(bytes: Buffer, random: Random): Buffer {
  let root: unknown;
  try {
    root = JSON.parse(bytes.toString());
  } catch {
    return changedBytes(bytes, random);
  }
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    for (const key of Object.keys(value)) {
      places.push({ holder: value as Record<string, unknown>, key });
      visit((value as Record<string, unknown>)[key]);
    }
  };
  const box = { root };
  visit(box);
  const { holder, key } = pick(random, places);
  const how = Array.isArray(holder) ? 1 : random();
  if (how < 0.15) delete holder[key];
  else if (how < 0.3) define(holder, pick(random, WORDS), holder[key]);
  else define(holder, key, otherValue(holder[key], random));
  return Buffer.from(JSON.stringify(box.root) ?? "");
}

/** Also `__proto__` as a key of its own. */
function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function otherValue(value: unknown, random: Random): unknown {
  switch (below(random, 9)) {
    case 0:
      return null;
    case 1:
      return [];
    case 2:
      return {};
    case 3:
      return pick(random, [0, -1, 1.5, 1e300, 2 ** 53, true, false]);
    case 4:
      return [value, value];
    case 5:
      return { id: value };
    case 6: {
      let deep: unknown = value;
      for (let n = below(random, 300); n > 0; n--) deep = random() < 0.5 ? [deep] : { a: deep };
      return deep;
    }
    default:
      return pick(random, WORDS);
  }
}
