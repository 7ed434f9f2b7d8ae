/** What can be determined from the letters of a word after --panel (DEC-30, DEC-32). */

/** May it be a file? It has a path separator, or ends as panels do. */
export function isFileWord(word: string): boolean {
  return /[/\\]/.test(word) || /\.(json|tsv|txt|tab|csv|bed)(\.gz)?$/i.test(word);
}

/** `285@4.2` is 285: a rule without the version after it. What stands there in words (`@latest`) stays. */
export function withoutVersion(rule: string): string {
  return isFileWord(rule) ? rule : rule.replace(/@v?\d[\w.]*$/, "");
}
