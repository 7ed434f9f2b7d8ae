/** Declared sources: indexed files that survivors are looked up in, and what is taken from them. */
import type { z } from "zod";
import type { source } from "./declare.ts";

export type SourceSpec = z.infer<typeof source>;

export type SourceField = SourceSpec["fields"][number];

/** What becomes of several matching records of a source. */
export type Combine = SourceField["combine"];

/** What a value is for; `shown`: for the report alone. */
export type Role = SourceField["as"];
