/**
 * Calibrated intervals of missense predictors (PP3-01): Pejaver 2022, table 2; AlphaMissense by
 * Bergquist 2024 (read through secondary documentation). PP3 holds from its bound upwards,
 * BP4 up to its bound, each bound included. Scores are compared as they stand, unrounded (PP3-05).
 */
import type { Policy } from "./policy.ts";

/** Of missense variants: those that the policy may prefer. */
export type PredictorName = Policy["acmg"]["predictors"][number];

type Strength = Policy["acmg"]["bp4Max"];

type Step = readonly [strength: Strength, bound: number];

interface Calibration {
  /** Strongest first. */
  pathogenic: readonly Step[];
  benign: readonly Step[];
}

function steps(bounds: Partial<Record<Strength, number>>): Step[] {
  return Object.entries(bounds) as Step[];
}

export const CALIBRATIONS: Readonly<Record<PredictorName, Calibration>> = {
  REVEL: {
    pathogenic: steps({ strong: 0.932, moderate: 0.773, supporting: 0.644 }),
    benign: steps({ very_strong: 0.003, strong: 0.016, moderate: 0.183, supporting: 0.29 }),
  },
  BayesDel_noAF: {
    pathogenic: steps({ strong: 0.5, moderate: 0.27, supporting: 0.13 }),
    benign: steps({ moderate: -0.36, supporting: -0.18 }),
  },
  VEST4: {
    pathogenic: steps({ strong: 0.965, moderate: 0.861, supporting: 0.764 }),
    benign: steps({ moderate: 0.302, supporting: 0.449 }),
  },
  MutPred2: {
    pathogenic: steps({ strong: 0.932, moderate: 0.829, supporting: 0.737 }),
    benign: steps({ strong: 0.01, moderate: 0.197, supporting: 0.391 }),
  },
  CADD: {
    pathogenic: steps({ moderate: 28.1, supporting: 25.3 }),
    benign: steps({ strong: 0.15, moderate: 17.3, supporting: 22.7 }),
  },
  AlphaMissense: {
    pathogenic: steps({ strong: 0.99, moderate: 0.906, supporting: 0.792 }),
    benign: steps({ moderate: 0.099, supporting: 0.169 }),
  },
};

/** What a score says; `none` between the intervals. */
export interface ScoreMeaning {
  direction: "pathogenic" | "benign" | "none";
  strength: Strength | null;
}

export function meaningOfScore(predictor: PredictorName, score: number): ScoreMeaning {
  const { pathogenic, benign } = CALIBRATIONS[predictor];
  const up = pathogenic.find(([, bound]) => score >= bound);
  if (up !== undefined) return { direction: "pathogenic", strength: up[0] };
  const down = benign.find(([, bound]) => score <= bound);
  if (down !== undefined) return { direction: "benign", strength: down[0] };
  return { direction: "none", strength: null };
}

/** PP3-01: the first of the preference that the run has at all, never by variant. */
export function choosePredictor(
  preference: readonly PredictorName[],
  available: readonly PredictorName[],
): PredictorName | null {
  return preference.find((name) => available.includes(name)) ?? null;
}
