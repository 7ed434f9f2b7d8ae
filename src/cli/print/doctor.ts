/** Output of `panelist doctor` for people. */
import { counted } from "../../core/counted.ts";
import type { Examination } from "../../analysis/doctor.ts";
import { section, sectionsText } from "./lines.ts";

export function examinationText({ tool, store, knowledge, selfTest, date }: Examination): string {
  const there = knowledge.filter(({ release }) => release !== null);
  const missing = knowledge.filter(({ release }) => release === null);
  const nameOf = ({ title, assembly }: Examination["knowledge"][number]): string =>
    assembly === null ? title : `${title}, ${assembly}`;
  const open = store.entries.filter(({ standing }) => standing === "unapproved").length;
  const gone = store.entries.filter(({ standing }) => standing === "withdrawn").length;
  return sectionsText([
    [
      `panelist ${tool.version}, Node ${tool.node}, ${tool.system}, ${date}`,
      `program: SHA-256 ${tool.sha256}`,
    ],
    section(`store: ${store.path}`, [
      store.entries.length === 0 && store.faults.length === 0
        ? "empty: fill it with `panelist setup`"
        : `${counted(store.entries.length, "release")}, ${open} unapproved, ${gone} withdrawn`,
      ...(store.faults.length === 0
        ? []
        : [`DAMAGED: ${counted(store.faults.length, "fault")}, see \`panelist knowledge verify\``]),
      ...store.faults.map(({ path, detail }) => `  ${path}: ${detail}`),
    ]),
    section(
      "there:",
      there.map(
        (one) =>
          `${nameOf(one)}: ${one.entries > 1 ? `${one.entries} releases, the newest ` : ""}${one.release ?? ""}, ${ageText(one.ageDays)}${one.unapproved ? ", UNAPPROVED" : ""}`,
      ),
    ),
    section("missing (fetch it with `panelist setup`):", missing.map(nameOf)),
    section(
      "for you to provide:",
      knowledge.flatMap((one) => (one.wanted === null ? [] : [`${nameOf(one)}: ${one.wanted}`])),
    ),
    [`self-test: ${selfTest.outcome.toUpperCase()}: ${selfTest.what}`],
  ]);
}

function ageText(days: number | null): string {
  return days === 0 ? "brought today" : `brought ${counted(days ?? 0, "day")} ago`;
}
