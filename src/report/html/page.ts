/** The frame of every page: what it may do (nothing but show itself), style, script. */
import { UNSEEN } from "../../core/clean.ts";
import { sha256 } from "../../core/digest.ts";
import { h, type Markup, SCRIPT_END, trusted } from "./markup.ts";
import { scriptText, styleText } from "./script.ts";

/** On each sheet of paper: whose it is, and which sheet of how many. In a style text is as dangerous as in markup. */
function paperFoot(text: string): string {
  const quoted = [...text.slice(0, MOST_LETTERS).replace(UNSEEN, "\u25A1")]
    .map((c) => (/[\w .,-]/.test(c) ? c : `\\${c.codePointAt(0)?.toString(16)} `))
    .join("");
  return `@media print{@page{@bottom-left{content:"${quoted}"}@bottom-right{content:"Page " counter(page) " of " counter(pages)}}}\n`;
}

const MOST_LETTERS = 90;

/** A page allows its own style and script, by digest, and nothing else: no request of any kind. */
export function pageHtml(title: string, body: Markup, foot: string): string {
  const script = scriptText();
  const style = `\n${styleText()}${paperFoot(foot)}`;
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${
    h`<html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(policy)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${title}</title><style>${trusted(style)}</style></head><body>${body}<script type="module">${trusted(script)}${SCRIPT_END}</body></html>`
      .text
  }\n`;
}

function digest(text: string): string {
  return `sha256-${Buffer.from(sha256(text), "hex").toString("base64")}`;
}
