/** The shape of the list of official addresses (sources/addresses.json), and of a site's own (`setup --addresses`). */
import { z } from "zod";
import { assembly, text } from "../core/schema.ts";

/** Where it was seen to be official; `verified`: the address was asked by us, and answered. */
const stated = { page: z.url(), verified: z.boolean() };

const file = z.strictObject({
  /** null: there is none that lasts; `obtain` says what to do. */
  address: z.url({ protocol: /^https?$/ }).nullable(),
  ...stated,
  obtain: text.optional(),
  /** What it is called on the disk; default: the end of its address. */
  name: z
    .string()
    .regex(/^[\w.-]+$/)
    .optional(),
  /** Other hosts that it may be sent from, over https. */
  hosts: z.array(text).optional(),
  /** Address of its MD5, in the layout of `md5sum`. */
  md5: z.url().optional(),
});

const step = z.strictObject({
  step: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: text,
  job: z.enum([
    "genes",
    "transcripts",
    "hpo",
    "clinvar",
    "gene-facts",
    "g2p",
    "gencc",
    "test-directory",
    "panels",
    "values",
  ]),
  /** null: for both builds. */
  assembly: assembly.nullable(),
  /** Of the files, where they do not say it; default: the server's date of the file. */
  release: text.optional(),
  /** What the store has then; the name of the source, or its beginning. */
  gives: z.strictObject({ kind: text, source: text }),
  files: z.array(file),
  /** Of panels: the PanelApp to ask, of those above or as the address of its API. */
  panelapp: text.optional(),
  /** Of values: ready declarations of sources, with another file where it lies elsewhere. */
  presets: z.array(z.strictObject({ preset: text, file: text.optional() })).optional(),
});

export const addressList = z.strictObject({
  schema: z.literal("panelist.addresses"),
  version: z.literal(1),
  panelapps: z.array(
    z.strictObject({
      name: text,
      address: z.url(),
      ...stated,
      terms: text,
      pauseMs: z.int().nonnegative(),
    }),
  ),
  hpoReleases: z.strictObject({ address: z.url(), ...stated }),
  steps: z.array(step),
});
