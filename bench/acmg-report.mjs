// Tables of bench/acmg.mjs.

const GROUPS = [
  ["stop gained", ["stop_gained"]],
  ["frameshift", ["frameshift_variant"]],
  ["splice site ±1, 2", ["splice_acceptor_variant", "splice_donor_variant"]],
  ["start lost", ["start_lost"]],
  ["stop lost", ["stop_lost"]],
  ["in frame", ["inframe_insertion", "inframe_deletion", "protein_altering_variant"]],
  ["missense", ["missense_variant"]],
  [
    "near a splice site",
    [
      "splice_region_variant",
      "splice_donor_region_variant",
      "splice_polypyrimidine_tract_variant",
      "splice_donor_5th_base_variant",
    ],
  ],
  ["synonymous", ["synonymous_variant", "stop_retained_variant"]],
  ["intron", ["intron_variant"]],
];
const LOF = new Set(["stop gained", "frameshift", "splice site ±1, 2"]);
const CLASSES = ["P", "LP", "VUS", "LB", "B"];

function groupOf({ terms }) {
  if (terms.includes("start_lost")) return "start lost";
  if (terms.includes("stop_lost")) return "stop lost";
  return GROUPS.find(([, of]) => of.some((term) => terms.includes(term)))?.[0] ?? "other";
}

const percent = (part, whole) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);

const isWrong = ({ side, evidence }) =>
  (side === "P/LP" && ["LB", "B"].includes(evidence.class)) ||
  (side === "B/LB" && ["LP", "P"].includes(evidence.class));

/** One line of a remainder: allele, change, what each says, and why the machine says so. */
function line({ key, statement, transcript, evidence }) {
  const { points, class: named, criteria, summary } = evidence;
  const pvs1 = criteria.find((c) => c.criterion === "PVS1");
  const change = `${transcript.terms[0]}${transcript.residue === null ? "" : ` at residue ${transcript.residue}`}${transcript.intron === null || transcript.intronOffset === null ? "" : ` in intron ${transcript.intron.number}, ${transcript.intronOffset > 0 ? "+" : ""}${transcript.intronOffset}`}`;
  return `- \`${short(key)}\` ${change}: ClinVar ${statement.significance} ${statement.stars}★; ${named} with ${points} points${summary === "" ? "" : ` (${summary})`}. PVS1 ${pvs1.status}: ${pvs1.reason}`;
}

const short = (key) => (key.length > 60 ? `${key.slice(0, 57)}...` : key);

/** Lines by reason, so that a long remainder stays readable. */
function byReason(list) {
  const groups = new Map();
  for (const item of list) {
    const reason = item.evidence.criteria.find((c) => c.criterion === "PVS1").reason;
    const kind = reason.replaceAll(/[\d.]+/g, "n");
    groups.set(kind, [...(groups.get(kind) ?? []), item]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

export function document(results) {
  const bars = [];
  const all = { lof: 0, heavy: 0, by: [] };
  const parts = [];
  for (const { set, judged } of results) {
    const full = set.placed && set.stars === 2;
    const lof = judged.filter((v) => v.side === "P/LP" && LOF.has(groupOf(v.transcript)));
    const heavy = lof.filter((v) => v.evidence.points >= 6);
    const wrong = judged.filter(isWrong);
    if (full) {
      all.lof += lof.length;
      all.heavy += heavy.length;
      all.by.push(`${set.gene} ${percent(heavy.length, lof.length)}`);
    }
    bars.push([
      `${set.name}: on the wrong side`,
      `${wrong.length} of ${judged.length}`,
      "each listed and explained",
      wrong.every((v) => EXPLAINED.some(({ holds }) => holds(v, set.gene))),
    ]);
    parts.push(section(set, judged, { lof, heavy, wrong, full }));
  }
  bars.unshift([
    "BRCA1, BRCA2, FBN1: loss-of-function P/LP with 6 points or more",
    `${all.heavy} of ${all.lof}, ${percent(all.heavy, all.lof)} (${all.by.join(", ")})`,
    "at least 95 %",
    all.heavy >= 0.95 * all.lof,
  ]);
  const missed = bars.some(([, , , ok]) => !ok);
  const markdown = [
    "# Automated evidence against ClinVar",
    "",
    "Made by `npm run bench:acmg`. ClinVar's alleles with two or more stars that are P, LP, B or LB, judged without ClinVar's own classification of the allele: PP5 and BP6 do not exist here. The files do not contain gnomAD's frequencies, REVEL or SpliceAI, so PM2, PP3, BP4 and BP7 are not assessed, and missense, synonymous and intronic alleles mostly stay VUS: abstention is the right answer to missing data. Each allele is taken as heterozygous under a dominant model; loss of function of these genes is known to cause disease (ClinGen haploinsufficiency 3, stated by the benchmark); the transcript is MANE Select. Alleles that stay below 6 points follow the tree: a stop in the last 50 bases before the last junction, or beyond it, that removes less than 10 % of the protein is Moderate, and no table of critical regions (the BRCT domains of BRCA1) was available; without exon lengths splice sites are not assessed.",
    "",
    "| target | measured | limit | |",
    "|---|---|---|---|",
    ...bars.map(
      ([name, value, limit, ok]) =>
        `| ${name} | ${value} | ${limit} | ${ok ? "met" : "**missed**"} |`,
    ),
    "",
    ...parts.flat(),
  ].join("\n");
  return { markdown: `${markdown.trimEnd()}\n`, missed };
}

/** Known reasons why the tree comes out on the other side than ClinVar. */
const EXPLAINED = [
  {
    holds: (v, gene) => gene === "BRCA1" && /^17:(43095924|41247941):T:G$/.test(v.key),
    why: "c.594-2A>C: the tree looks at one exon. The allele makes transcripts without this exon and the one before it, which are in frame and work; the expert panel calls it benign for that. A specification of the gene (ACMG-10) would say so.",
  },
  {
    holds: (v, gene) => gene === "BRCA2" && v.key === "13:32379515:GGTAA:G",
    why: "The bases after the deletion are GT again: the intron still begins with GT, which only the reference sequence shows. The annotator names the bases that the record deletes.",
  },
];

function section(set, judged, { lof, heavy, wrong, full }) {
  const out = [`## ${set.name}`, ""];
  out.push(
    `| consequence | ClinVar | alleles | ${CLASSES.join(" | ")} | wrong side | abstains |`,
    `|---|---|---|${CLASSES.map(() => "---|").join("")}---|---|`,
  );
  const row = (name, side, list) => {
    const counts = CLASSES.map((c) => list.filter((v) => v.evidence.class === c).length);
    const abstained = list.filter((v) => v.evidence.class === "VUS").length;
    return `| ${name} | ${side} | ${list.length} | ${counts.join(" | ")} | ${list.filter(isWrong).length} | ${percent(abstained, list.length)} |`;
  };
  for (const name of [...GROUPS.map(([group]) => group), "other"])
    for (const side of ["P/LP", "B/LB"]) {
      const list = judged.filter((v) => v.side === side && groupOf(v.transcript) === name);
      if (list.length > 0) out.push(row(name, side, list));
    }
  for (const side of ["P/LP", "B/LB"])
    out.push(
      row(
        "all",
        side,
        judged.filter((v) => v.side === side),
      ),
    );
  out.push(
    "",
    `Loss-of-function P/LP with 6 points or more: ${heavy.length} of ${lof.length} (${percent(heavy.length, lof.length)}).`,
    "",
  );
  if (wrong.length > 0) {
    out.push("On the wrong side:", "");
    for (const v of wrong) {
      const why = EXPLAINED.find(({ holds }) => holds(v, set.gene))?.why;
      out.push(`${line(v)}${why === undefined ? "" : `. ${why}`}`);
    }
    out.push("");
  }
  const light = lof.filter((v) => v.evidence.points < 6);
  if (light.length > 0) {
    out.push("Loss-of-function P/LP below 6 points, by the reason that PVS1 gives:", "");
    for (const group of byReason(light)) {
      const { reason } = group[0].evidence.criteria.find((c) => c.criterion === "PVS1");
      out.push(
        `- ${group.length}: ${full || group.length < 3 ? `for example \`${short(group[0].key)}\`: ` : ""}${reason}`,
      );
    }
    out.push("");
  }
  return out;
}
