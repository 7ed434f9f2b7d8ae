/** The frame of every page: what it may do (nothing but show itself), style, script. */
import { sha256 } from "../../core/digest.ts";
import { h, type Markup, SCRIPT_END, trusted } from "./markup.ts";
import { scriptText } from "./script.ts";
import { STYLE } from "./style.ts";

/** A page allows its own style and script, by digest, and nothing else: no request of any kind. */
export function pageHtml(title: string, body: Markup): string {
  const script = scriptText();
  const policy = `default-src 'none'; style-src '${digest(STYLE)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${
    h`<html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(policy)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${title}</title><style>${trusted(STYLE)}</style></head><body>${body}<script type="module">${trusted(script)}${SCRIPT_END}</body></html>`
      .text
  }\n`;
}

function digest(text: string): string {
  return `sha256-${Buffer.from(sha256(text), "hex").toString("base64")}`;
}
