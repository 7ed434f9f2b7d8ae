/** What the last row of a file tells of a file that is cut within it. */
import type { Gff3End } from "../../io/gff3.ts";
import type { GffRows } from "./read.ts";

/** `open`: it reads as a whole row, but its last value may be a part of one. */
type LastRow = "whole" | "open" | "cut";

/** Of a row without a line end only what is like the row of its type before it is known to be whole. */
export function lastRowOf({ end, lastBad }: Pick<GffRows, "end" | "lastBad">): LastRow {
  if (end.last.startsWith("#") || end.last === "") return "whole";
  if (lastBad === end.lastLine) return "cut";
  return end.isOpen ? openRow(end) : "whole";
}

function openRow({ last, before }: Pick<Gff3End, "last" | "before">): LastRow {
  const [own, usual] = [last, before].map(pairsOf);
  if (own === undefined || own.length === 0) return "cut";
  if (own.some(([key = "", value = ""]) => key === "" || value === "")) return "cut";
  if (usual === undefined) return "open";
  const valueOf = (name: string, pairs: readonly string[][]): string | undefined =>
    pairs.find(([key]) => key === name)?.[1];
  const lacks = usual.filter(([name = ""]) => valueOf(name, own) === undefined);
  const isSibling = valueOf("Parent", own) === valueOf("Parent", usual);
  if (lacks.some(([name]) => isSibling || name === "ID" || name === "Parent")) return "cut";
  const [[key, value] = [], [usualKey, usualValue] = []] = [own.at(-1), usual.at(-1)];
  return key === usualKey && value?.length === usualValue?.length ? "whole" : "open";
}

/** The attributes of a row, each as key and value; a key alone is one without a value. */
function pairsOf(row: string): string[][] {
  const [, , , , , , , , attributes = ""] = row.split("\t");
  const parts = attributes.replace(/;\s*$/, "").split(";");
  return parts.flatMap((part) => (part.trim() === "" ? [] : [part.trim().split("=")]));
}
