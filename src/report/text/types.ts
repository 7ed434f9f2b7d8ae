export type { CaseText, VariantText } from "./fields.ts";
