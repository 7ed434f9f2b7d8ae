/** Coordinates, with the build beside them, and terms. */
import { shownBases, type Allele } from "../../core/allele.ts";
import type { Assembly } from "../../core/assembly.ts";
import { eventPlace } from "../../rank/index.ts";
import { link } from "./links.ts";
import { h, type Markup } from "./markup.ts";

/** Of an event its own place; its ALT says no more than its kind. */
type Site = Allele & { event?: Parameters<typeof eventPlace>[1] };

/** `GRCh38 15:92953872 C>T`, `GRCh38 6:129457127-129492193 DEL`; positions are 1-based. */
export function siteText({ chrom, pos, ref, alt, event }: Site, assembly: Assembly): string {
  if (event !== undefined) return `${assembly} ${eventPlace(chrom, event)}`;
  return `${assembly} ${chrom}:${pos} ${shownBases(ref)}>${shownBases(alt)}`;
}

export function siteMarkup(site: Site, assembly: Assembly): Markup {
  const { chrom, pos, ref, alt, event } = site;
  if (event !== undefined)
    return h`<span class="site"><b class="build">${assembly}</b> ${eventPlace(chrom, event)}</span>`;
  return h`<span class="site"><b class="build">${assembly}</b> ${chrom}:${pos} ${shownBases(ref)}&gt;${shownBases(alt)}</span>`;
}

/** `chrom:pos:ref:alt`, as models name their alleles. */
export function siteOfKey(key: string): Allele | null {
  const [, chrom = "", pos = "", ref = "", alt = ""] =
    /^([^:]+):(\d+):([^:]+):([^:]+)$/.exec(key) ?? [];
  return chrom === "" ? null : { chrom, pos: Number(pos), ref, alt };
}

/** `15:92953872:C:T`, as models, warnings and events name an allele. */
const KEY = /(?<![\w:])(?:\d{1,2}|X|Y|MT):\d+:[ACGTN*]+:[ACGTN*]+(?![\w:])/g;

/** A sentence that names alleles by their keys: beside every coordinate stands its build. */
export function withBuild(text: string, assembly: Assembly): string {
  return text.replaceAll(KEY, (key) => {
    const site = siteOfKey(key);
    return site === null ? key : siteText(site, assembly);
  });
}

const HPO = /^HP:\d{7}$/;

/** A term of the Human Phenotype Ontology. */
export function termMarkup(term: { id: string; name: string }, links: boolean): Markup {
  const id =
    links && HPO.test(term.id)
      ? link(term.id, `https://hpo.jax.org/browse/term/${term.id}`)
      : h`${term.id}`;
  return h`<span class="term">${term.name} <small>${id}</small></span>`;
}
