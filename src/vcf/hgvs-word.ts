/** Compares HGVS as people write it with HGVS in annotations. */
import { AMINO_ACIDS } from "./protein-change.ts";

const THREE = new Map([
  ...[...AMINO_ACIDS].map(([three, one]): [string, string] => [one, three]),
  ["*", "Ter"],
  ["X", "Ter"],
]);
const PARTS = new RegExp(`${[...AMINO_ACIDS.keys(), "Ter", "Xaa"].join("|")}|[A-Z*]|[^A-Z*]+`, "g");

/**
 * One way of writing for each change: without accession, brackets and the bases that `del` and `dup` repeat; proteins
 * in three letters, a stop `Ter`. `NM_1.2:c.5_6delAG` and `c.5_6del` are one, `p.(R97*)` and `p.Arg97Ter` are.
 */
export function plainChange(text: string): string {
  const bare = text
    .replaceAll(/%3D/gi, "=")
    .replace(/^.*:(?=[cnpmg]\.)/, "")
    .replaceAll(/[()[\]]/g, "");
  if (!bare.startsWith("p.")) return bare.replace(/(del|dup)[ACGTN]+(?=ins|$)/, "$1");
  return bare.replaceAll(PARTS, (part) => THREE.get(part) ?? part);
}

/** A piece that every line must hold whose annotation names the change: its first number, with what stands before it. */
export function pieceOfChange(plain: string): string {
  const found = /^p\.([A-Z][a-z]{2}\d+)/.exec(plain)?.[1] ?? /^[cn]\.[\d*-]*\d/.exec(plain)?.[0];
  return found ?? plain;
}
