/** Kinds of files of variants, as people call what is in them. */
const WORDS = {
  small: "small variants",
  sv: "structural variants",
  cnv: "copy-number variants",
  mobile: "mobile elements",
  str: "short tandem repeats",
  mito: "mitochondrial variants",
} as const;

export function kindWord(kind: keyof typeof WORDS): string {
  return WORDS[kind];
}
