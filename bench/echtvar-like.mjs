// A file in echtvar's layout, written from its description apart from the reader: for tests and the benchmark.
import { writeFileSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";

/** Stream VByte after a 32-bit count. */
export function streamVByte(values) {
  const control = Buffer.alloc(Math.ceil(values.length / 4));
  const data = [];
  values.forEach((value, i) => {
    const bytes = value < 2 ** 8 ? 1 : value < 2 ** 16 ? 2 : value < 2 ** 24 ? 3 : 4;
    control[i >> 2] |= (bytes - 1) << (2 * (i % 4));
    for (let b = 0; b < bytes; b++) data.push(Math.floor(value / 2 ** (8 * b)) % 256);
  });
  const count = Buffer.alloc(4);
  count.writeUInt32LE(values.length);
  return Buffer.concat([count, control, Buffer.from(data)]);
}

/** Numbers as bincode writes them with its default options. */
function varint(value) {
  if (value < 251) return [value];
  if (value < 2 ** 16) return [251, value % 256, value >> 8];
  return [252, ...Array.from({ length: 4 }, (_, b) => Math.floor(value / 2 ** (8 * b)) % 256)];
}

const CODE = { A: 0, C: 1, G: 2, T: 3 };

function var32({ pos, ref, alt }) {
  const inBin = (pos - 1) % 2 ** 20;
  if (ref.length + alt.length > 4) return inBin * 4096 + 15 * 256;
  let code = 0;
  for (const base of ref + alt) code = code * 4 + CODE[base];
  return inBin * 4096 + ref.length * 1024 + alt.length * 256 + code;
}

function words(ref, alt) {
  const packed = [];
  [...(ref + alt)].forEach((base, i) => {
    packed[i >> 4] = (packed[i >> 4] ?? 0) * 4 + CODE[base];
  });
  return [ref.length, alt.length, ...packed];
}

/**
 * @param rows { chrom, pos (1-based), ref, alt, values: { alias: number | string | null } }, by chromosome and position
 * @param fields { field, alias, ftype, multiplier?, zigzag?, missing_value?, missing_string? }
 */
export function writeEchtvar(path, rows, fields) {
  const members = [["echtvar/config.json", Buffer.from(JSON.stringify(fields))]];
  const texts = Object.fromEntries(fields.map(({ alias }) => [alias, []]));
  const bins = new Map();
  for (const row of rows) {
    const key = `${row.chrom}/${Math.floor((row.pos - 1) / 2 ** 20)}`;
    if (!bins.has(key)) bins.set(key, []);
    bins.get(key).push(row);
  }
  for (const [key, own] of bins) {
    const sorted = own.map((row) => [var32(row), row]).sort((a, b) => a[0] - b[0]);
    for (const { alias, ftype, multiplier = 1, zigzag = false } of fields)
      members.push([
        `echtvar/${key}/${alias}.bin`,
        streamVByte(
          sorted.map(([, { values }]) => {
            const value = values[alias];
            if (ftype === "Categorical") {
              const text = value ?? ".";
              if (!texts[alias].includes(text)) texts[alias].push(text);
              return texts[alias].indexOf(text);
            }
            if (value === null) return 2 ** 32 - 1;
            const whole = Math.trunc(value * multiplier);
            return zigzag ? (whole < 0 ? -2 * whole - 1 : 2 * whole) : whole;
          }),
        ),
      ]);
    members.push([
      `echtvar/${key}/var32.bin`,
      streamVByte(sorted.map(([code], i) => code - (i === 0 ? 0 : sorted[i - 1][0]))),
    ]);
    const longs = sorted.flatMap(([, row], idx) =>
      row.ref.length + row.alt.length > 4 ? [{ row, idx }] : [],
    );
    members.push([
      `echtvar/${key}/too-long-for-var32.enc`,
      Buffer.from([
        ...varint(longs.length),
        ...longs.flatMap(({ row, idx }) => {
          const list = words(row.ref, row.alt);
          return [row.pos - 1, idx, list.length, ...list].flatMap(varint);
        }),
      ]),
    ]);
  }
  for (const { alias, ftype } of fields)
    if (ftype === "Categorical")
      members.push([`echtvar/strings/${alias}.txt`, Buffer.from(`${texts[alias].join("\n")}\n`)]);
  writeFileSync(path, zipOf(members));
}

function zipOf(members) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of members) {
    const packed = deflateRawSync(content, { level: 1 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    local.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
