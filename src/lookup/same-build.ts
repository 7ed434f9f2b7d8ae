/** Detects a file of another build by its different bases at the same positions. */
import { ToolError } from "../core/errors.ts";
import type { SourceRow, SourceSpec } from "./types.ts";

/** Fewer than this, or one in ten, are errors of single records. */
const LEAST = 3;
const SHARE = 0.1;

/** Holds the reference's bases of a source's rows against those of the alleles that are asked for. */
export class SameBuild {
  readonly #spec: Pick<SourceSpec, "name" | "assembly">;
  readonly #path: string;
  #seen = 0;
  #other = 0;
  #example = "";

  constructor(spec: Pick<SourceSpec, "name" | "assembly">, path: string) {
    this.#spec = spec;
    this.#path = path;
  }

  /** @param at where the base of the allele stands */
  see(row: Pick<SourceRow, "pos" | "ref">, at: number, base: string | null): void {
    const own = row.ref?.[0] ?? "N";
    if (row.pos !== at || base === null || own === "N" || base === "N") return;
    this.#seen++;
    if (own === base) return;
    this.#other++;
    this.#example ||= `${base} at ${at}, where it has ${own}`;
  }

  /** @throws ToolError E_ASSEMBLY */
  check(): void {
    if (this.#other < LEAST || this.#other <= SHARE * this.#seen) return;
    const { name, assembly } = this.#spec;
    throw new ToolError(
      "E_ASSEMBLY",
      `source '${name}' has a different reference base at ${this.#other} of ${this.#seen} positions: ${this.#example}`,
      {
        path: this.#path,
        hint: `It is declared as ${assembly}; check its build, and that the index matches the file.`,
      },
    );
  }
}
