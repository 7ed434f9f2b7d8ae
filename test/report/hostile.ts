/** Texts that try to become more than text, and a way to put one everywhere. */
import type { ReportDocument } from "../../src/report/types.ts";

export const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  ["script", "<script>window.hacked=1</script>"],
  ["end of script", "</script><script>window.hacked=1</script>"],
  ["end of script, spaced", "</SCRIPT ><img src=x onerror=window.hacked=1>"],
  ["end of style", "</style><script>window.hacked=1</script>"],
  ["end of title", "</title><script>window.hacked=1</script>"],
  ["end of textarea", "</textarea><script>window.hacked=1</script>"],
  ["end of table", "</td></tr></table><h1>ours</h1>"],
  ["end of details", "</summary></details><iframe src=//evil.example></iframe>"],
  ["image", '<img src=x onerror="window.hacked=1">'],
  ["svg", "<svg onload=window.hacked=1>"],
  ["end of svg text", "</text></svg><svg><script>window.hacked=1</script>"],
  ["frame", '<iframe srcdoc="<script>parent.hacked=1</script>">'],
  ["link", '<a href="javascript:window.hacked=1">x</a>'],
  ["base", "<base href=https://evil.example/>"],
  ["meta", '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ["style", "<style>@import url(https://evil.example)</style>"],
  ["comment", "<!--"],
  ["end of comment", "--><script>window.hacked=1</script>"],
  ["CDATA", "]]><script>window.hacked=1</script>"],
  ["double quote", '" onmouseover="window.hacked=1'],
  ["single quote", "' onmouseover='window.hacked=1"],
  ["backtick", "` onmouseover=`window.hacked=1"],
  ["entity", "&lt;script&gt;window.hacked=1&lt;/script&gt;"],
  ["numeric entity", "&#60;script&#62;"],
  ["our own template", "${globalThis.hacked=1}"],
  ["others' templates", "{{constructor.constructor('window.hacked=1')()}}<%= 7*7 %>#{7*7}"],
  ["right to left", "GRCh38 \u202E1:0123 A>G\u202C \u2067x\u2069 \u200F"],
  ["invisible", "BRCA\u200B1\uFEFF\u2060\u00AD\u{E0041}"],
  ["controls", "a\u0000b\u0007c\u001B[31md\u009B31m\r\n\te"],
  ["lone surrogate", "x\uD800y\uDC00z"],
  ["formula =", '=HYPERLINK("https://evil.example","x")'],
  ["formula +", "+1+cmd|' /C calc'!A0"],
  ["formula -", "-1+cmd|' /C calc'!A0"],
  ["formula @", "@SUM(1+1)*cmd|' /C calc'!A0"],
  ["100 kB", `<b>${"A".repeat(100_000)}</b>`],
];

/** Words of ours, that a schema holds to a list. */
const CLOSED: ReadonlySet<string> = new Set(
  "schema assembly candidateId verdict model alleles penetrance origins deNovo phase confidence mode part impact class significance origin status strength upTo criterion label outcome match kind level policyDigest sha256 disease profile".split(
    " ",
  ),
);

/** The report with `text` in place of every text that comes from a file. */
export function withEverywhere(report: ReportDocument, text: string): ReportDocument {
  return replaced(report, text) as ReportDocument;
}

function replaced(value: unknown, text: string, key = ""): unknown {
  if (typeof value === "string") return CLOSED.has(key) ? value : text;
  if (Array.isArray(value)) return value.map((item) => replaced(item, text, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      // The reason of phenotype and "disease" of the evidence share a key; only the latter is a word of ours.
      name === "disease" && typeof inner === "object"
        ? replaced(inner, text)
        : replaced(inner, text, name),
    ]),
  );
}
