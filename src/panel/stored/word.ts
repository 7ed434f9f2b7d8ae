/** The words by which a panel in the store is asked for. */

interface PanelWord {
  /** As typed. */
  text: string;
  /** `aus:3149` says whose panel; null: whoever has it. */
  source: string | null;
  /** Panel id, PanelApp's older id, or an R-code. */
  name: string;
  /** After `@`: `4.2`, `signed-off`, `latest`; null: nothing. */
  version: string | null;
}

/** Any text is a word; whether the store knows it is another matter. */
export function parsePanelWord(text: string): PanelWord {
  const at = text.lastIndexOf("@");
  const head = at < 0 ? text : text.slice(0, at);
  const parts = /^([A-Za-z][\w.-]+):(.+)$/.exec(head);
  return {
    text,
    source: parts?.[1] ?? null,
    name: parts?.[2] ?? head,
    version: at < 0 ? null : text.slice(at + 1),
  };
}

/** R14, acutely unwell children: a trio is analysed without a panel (DEC-22). */
export function isGeneAgnosticCode(code: string): boolean {
  return /^R0*14(?:\.\d+)?$/i.test(code.trim());
}
