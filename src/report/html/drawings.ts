/** Small drawings beside the figures that they illustrate: reads, gene ruler, frequency axis, predictor bands. */
import type { Policy } from "../../core/policy.ts";
import { CALIBRATIONS, type PredictorName } from "../../core/predictors.ts";
import type { ReportVariant } from "../json.ts";
import { h, type Markup, NOTHING, trusted } from "./markup.ts";
import type { Pedigree } from "./pedigree.ts";

const BAR = 120;
/** Of a bar that goes to either side of a middle line. */
const SIDE = 42;
const RULER = 256;
const AXIS = 250;
const DECADES = 6;
/** Left of the axis stands "0", which has no logarithm. */
const ZERO = 30;
const STRIP = 120;
/** More exons than this are one bar. */
const MOST_BOXES = 80;

/** Length: depth against the deepest of the family; dark part: reads of the allele. */
export function readsBar(depth: number | null, balance: number | null, deepest: number): Markup {
  if (depth === null || deepest === 0) return NOTHING;
  const length = one((BAR * depth) / deepest);
  const part = balance === null ? 0 : one(length * Math.min(1, balance));
  return h`<svg class="bar" width="${BAR}" height="10" aria-hidden="true"><path class="b0" d="M0 1h${length}v8h-${length}z"/><path class="b1" d="M0 1h${part}v8h-${part}z"/></svg>`;
}

/** Exons as boxes, not to scale, the variant's exon or intron marked. Empty where the numbers are not known. */
export function geneRuler({ exon, intron }: ReportVariant["consequence"]): Markup {
  const [, at = "", of = ""] = /^(\d+)(?:-\d+)?\/(\d+)$/.exec(exon === "" ? intron : exon) ?? [];
  const place = Number(at);
  const exons = exon === "" ? Number(of) + 1 : Number(of);
  if (at === "" || place < 1 || exons < 1 || place > exons || exons > 1000) return NOTHING;
  const step = RULER / exons;
  const box = exons > MOST_BOXES || exons === 1 ? step : step * 0.72;
  const middle = one(exon === "" ? place * step - (step - box) / 2 : (place - 1) * step + box / 2);
  return h`<svg class="ruler" width="${RULER + 20}" height="34" viewBox="-10 0 ${RULER + 20} 34" aria-hidden="true"><path class="thin" d="M0 22H${RULER}"/><path class="exons" d="M0 22H${RULER}" stroke-dasharray="${one(box)} ${one(step - box)}"/><path class="pin" d="M${middle} 12l-5 -9h10zM${middle} 12V33"/></svg>`;
}

export interface ProteinPlace {
  /** 1-based. */
  residue: number;
  /** Residues; null: not known. */
  length: number | null;
}

/** The protein to scale, from its first residue to its last. Empty where the length is not known. */
export function proteinRuler({ residue, length }: ProteinPlace): Markup {
  if (length === null || length < 1 || residue < 1 || residue > length + 1) return NOTHING;
  const x = one(Math.min(RULER, (RULER * (residue - 0.5)) / length));
  return h`<svg class="ruler" width="${RULER + 20}" height="42" viewBox="-10 0 ${RULER + 20} 42" aria-hidden="true"><rect class="protein" x="0" y="12" width="${RULER}" height="12" rx="6"/><path class="pin" d="M${x} 10l-5 -8h10zM${x} 10V26"/><text x="0" y="37">1</text><text class="end" x="${RULER}" y="37">${length} residues</text></svg>`;
}

/** Defined once in the page, used by every variant. */
export function sharedDrawings(policy: Policy | null, pedigree: Pedigree | null): Markup {
  return h`<svg width="0" height="0" class="defs" aria-hidden="true"><defs>${pedigree?.symbols}${axis(policy)}${(Object.keys(CALIBRATIONS) as PredictorName[]).map(strip)}</defs></svg>`;
}

function axis(policy: Policy | null): Markup {
  const ticks = Array.from({ length: DECADES + 1 }, (_, i) => {
    const x = ZERO + ((AXIS - ZERO) * i) / DECADES;
    const label = i === DECADES ? "1" : i % 2 === 0 ? `1e-${DECADES - i}` : "";
    return h`<path class="thin" d="M${one(x)} 28v4"/><text x="${one(x)}" y="43">${label}</text>`;
  });
  const limits =
    policy === null
      ? []
      : (["dominant", "recessive"] as const).map((name) => [name, policy.frequency[name]] as const);
  return h`<g id="axis"><path class="thin" d="M${ZERO} 28H${AXIS}"/><text x="2" y="43">0</text>${ticks}${limits.map(([name, limit], i) => h`<path class="limit" d="M${logPlace(limit)} 6V28"/><text class="lim" x="${logPlace(limit) + 3}" y="${11 + 9 * i}">${name}</text>`)}</g>`;
}

function logPlace(frequency: number): number {
  if (frequency <= 0) return 4;
  const decade = Math.min(0, Math.max(-DECADES, Math.log10(frequency)));
  return one(ZERO + (AXIS - ZERO) * (1 + decade / DECADES));
}

/** Every value of the file as a dot, the highest filled. */
export function frequencyAxis({ values, max }: ReportVariant["frequency"]): Markup {
  if (max === null) return NOTHING;
  const places = [...new Set(values.map(({ af }) => logPlace(af)))].sort((a, b) => a - b);
  return h`<svg class="axis" width="${AXIS + 30}" height="48" viewBox="-4 0 ${AXIS + 30} 48" aria-hidden="true"><use href="#axis"/>${places.map((x) => h`<circle cx="${x}" cy="28" r="3"/>`)}<circle class="top" cx="${logPlace(max.af)}" cy="28" r="4.5"/></svg>`;
}

/** Lowest and highest value of a predictor's scale. */
const SCALES: Readonly<Record<PredictorName, readonly [number, number]>> = {
  REVEL: [0, 1],
  AlphaMissense: [0, 1],
  VEST4: [0, 1],
  MutPred2: [0, 1],
  BayesDel_noAF: [-1.3, 0.8],
  CADD: [0, 50],
};

/** Bands of calibrated strength: benign from the left, pathogenic from the right. */
function strip(predictor: PredictorName): Markup {
  const { pathogenic, benign } = CALIBRATIONS[predictor];
  const band = (from: number, to: number, kind: string): Markup =>
    h`<path class="${kind}" d="M${from} 2H${to}V12H${from}z"/>`;
  const widest = [...benign].reverse();
  return h`<g id="p-${predictor}">${band(0, STRIP, "n")}${widest.map(([strength, bound]) => band(0, scaled(predictor, bound), `be ${strength}`))}${[...pathogenic].reverse().map(([strength, bound]) => band(scaled(predictor, bound), STRIP, `pa ${strength}`))}</g>`;
}

function scaled(predictor: PredictorName, score: number): number {
  const [low, high] = SCALES[predictor];
  return one((STRIP * (Math.min(high, Math.max(low, score)) - low)) / (high - low));
}

export function predictorStrip(predictor: PredictorName, score: number): Markup {
  const x = scaled(predictor, score);
  return h`<svg class="strip" width="${STRIP + 8}" height="16" viewBox="-4 0 ${STRIP + 8} 16" aria-hidden="true"><use href="#p-${predictor}"/><path class="pin" d="M${x} 0V14"/></svg>`;
}

/** A part of the score, from a middle line to its side. */
export function partBar(value: number, most: number): Markup {
  const length = most === 0 ? 0 : one((SIDE * Math.abs(value)) / most);
  return h`<svg class="bar" width="${2 * SIDE}" height="10" aria-hidden="true"><path class="thin" d="M${SIDE} 0V10"/>${trusted(`<path class="${value < 0 ? "minus" : "b1"}" d="M${SIDE} 1h${value < 0 ? -length : length}v8H${SIDE}z"/>`)}</svg>`;
}

function one(x: number): number {
  return Math.round(x * 10) / 10;
}
