/** Real files of twenty callers, the notations of one event, and a real trio (`data/events`, beside the repository). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Assembly } from "../../src/core/assembly.ts";
import { peekEvents } from "../../src/structural/index.ts";
import { sameEvent } from "../../src/structural/join/same.ts";
import type { EventsRead } from "../../src/structural/types.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { keysOf, made, readAll, said } from "./vcf.ts";

const folder = tempFolder();
const data = join(sharedData ?? "", "events");
const filesIn = (name: string): string[] =>
  sharedData === null
    ? []
    : readdirSync(join(data, name))
        .filter((file) => /\.vcf(\.gz)?$/.test(file))
        .map((file) => join(name, file));

const textOf = (path: string): string => {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
};

async function readAlone(path: string): Promise<EventsRead> {
  const { header } = await peekEvents({ path });
  return readAll([{ path }], null, header.assembly ?? "GRCh38");
}

/** Kind, callers, events. */
const CALLERS: Record<string, string> = {
  "annotsv06_lumpy.vcf": "sv LUMPY 14",
  "annotsv10_bad_TRA.vcf": "sv  7",
  "annotsv18_gridss_germline_150.vcf.gz": "sv GRIDSS 101",
  "gatk_gcnv_segments_SAMPLE_000_subset.vcf": "cnv GATK gCNV 11",
  "gatksv_1kgp_chr3_3samples.vcf": "sv Manta 1",
  "kg_HG00096_wgs_mergedSV_GRCh37_all.vcf.gz": "sv  2895",
  "ngsbits_VcfToBedpe_in1_delly.vcf": "sv Delly 6",
  "ngsbits_VcfToBedpe_in1_manta.vcf": "sv Manta 9",
  "ngsbits_VcfToBedpe_in3_sniffles.vcf": "sv Sniffles 115",
  "ngsbits_VcfToBedpe_in4_cutesv.vcf": "sv cuteSV 57",
  "ngsbits_dragen_MantaVcfFix_in2.vcf": "sv DRAGEN SV 40",
  "ngsbits_sniffles2.4_SnifflesVcfFix_in1.vcf": "sv Sniffles 40",
  "scout_cnvkit_mixed_CIPOS_dot.vcf": "cnv CNVkit,Manta 26",
  "svaba_one_germline_genome_BND_GRCh37.vcf.gz": "sv SvABA 3090",
  "svanna_pbsv.vcf": "sv pbsv 4",
  "svanna_sniffles.vcf": "sv Sniffles 5",
  "svanna_sv_example.vcf": "sv  3",
  "svanna_svim.vcf": "sv SVIM 5",
  "svdb_cnvkit_chr1_del.vcf": "cnv CNVkit 3",
  "svdb_dragen_hg002_bnd_interchr.vcf": "sv DRAGEN SV 10",
  "svdb_dragen_hg002_chrX_cnv.vcf": "cnv DRAGEN CNV 10",
  "svdb_dragen_hg002_chrX_del.vcf": "sv DRAGEN SV 13",
  "svdb_dragen_hg002_chrY.vcf": "sv DRAGEN SV 13",
  "svdb_manta_bnd.vcf": "sv Manta 10",
  "svdb_manta_chr1_del.vcf": "sv Manta 15",
  "svdb_manta_hg001_chrX_del.vcf": "sv Manta 15",
  "svdb_tiddit_chr1_del.vcf": "sv TIDDIT 15",
  "svdb_tiddit_hg001_chrX.vcf": "sv TIDDIT 15",
  "truvari_severus_bnd_comp.vcf": "sv Severus 127",
  "varfish_delly2-min.vcf": "sv Delly 2",
  "varfish_dragen-cnv-min.vcf": "cnv DRAGEN CNV 1",
  "varfish_dragen-sv-min.vcf": "sv Manta 1",
  "varfish_gcnv-min.vcf": "cnv GATK gCNV 1",
  "varfish_manta-min.vcf": "sv Manta 1",
  "varfish_melt-min.vcf": "mobile MELT 1",
  "varfish_popdel-min.vcf": "sv PopDel 1",
  "varfish_sniffles2-min.vcf": "sv Sniffles 5",
};

describe.skipIf(sharedData === null)("files of callers", () => {
  it("are all there", () =>
    expect(
      filesIn("callers")
        .map((name) => name.slice("callers/".length))
        .sort(),
    ).toEqual(Object.keys(CALLERS).sort()));

  it.each(Object.entries(CALLERS))("%s: %s", async (name, told) => {
    const path = join(data, "callers", name);
    const { files, events } = await readAlone(path);
    const [file] = files;
    expect(`${file?.kind} ${file?.callers.join()} ${events.length}`).toBe(told);
    const records = textOf(path)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(file?.records).toBe(records.length);
    const dropped = Object.values(file?.dropped ?? {}).reduce((a, b) => a + b, 0);
    expect((file?.used ?? 0) + dropped).toBe(records.length);
    // Each record that is used is a member, and no other is.
    const lines = new Set(events.flatMap(({ members }) => members.map(({ line }) => line)));
    expect(lines.size).toBe(file?.used);
  });

  it.each(["str", "mt", "freq", "cases", "pairs"].flatMap(filesIn))(
    "%s is read, each record under one outcome",
    async (name) => {
      const { files } = await readAlone(join(data, name));
      for (const { records, used, dropped } of files)
        expect(used + Object.values(dropped).reduce((a, b) => a + b, 0)).toBe(records);
    },
  );

  it.each(filesIn("str"))("%s is of repeats", async (name) =>
    expect((await peekEvents({ path: join(data, name) })).kind).toBe("str"),
  );
});

describe.skipIf(sharedData === null)("one event, written otherwise (notation)", () => {
  const at = (name: string): string => join(data, "notation/annotsv34", `input${name}.vcf`);
  const eventsOf = async (path: string): Promise<EventsRead["events"]> =>
    (await readAll([{ path }], null, "GRCh37")).events;

  it.each([
    [
      "-angle-bracketed-del_1",
      "-square-bracketed-del_1",
      "_OnlyTheReciprocalBND_square-bracketed-del_1",
    ],
    [
      "-angle-bracketed-del_partial_pass",
      "-square-bracketed-del_partial_pass",
      "_OnlyTheReciprocalBND_square-bracketed-del_partial_pass",
    ],
    ["-square-bracketed-del_unordered", "_OnlyTheReciprocalBND_square-bracketed-del_unordered"],
    ["-square-bracketed-dup", "_OnlyTheReciprocalBND_square-bracketed-dup"],
    [
      "-angle-bracketed-inv1",
      "-square-bracketed-inv1",
      "_OnlyTheReciprocalBND_square-bracketed-inv1",
    ],
    [
      "-angle-bracketed-inv2",
      "-square-bracketed-inv2",
      "_OnlyTheReciprocalBND_square-bracketed-inv2",
    ],
    [
      "-angle-bracketed-ins_by_gridss",
      "-square-bracketed-ins_by_gridss",
      "_OnlyTheReciprocalBND_square-bracketed-ins_by_gridss",
    ],
    [
      "-square-bracketed-tra1",
      "_OnlyTheReciprocalBND_square-bracketed-tra1_1",
      "_OnlyTheReciprocalBND_square-bracketed-tra1_2",
    ],
  ])("%s", async (...names) => {
    const [first, ...others] = await Promise.all(names.map(async (name) => eventsOf(at(name))));
    expect(first).toHaveLength(1);
    for (const events of others) {
      const [a, b] = [first?.[0], events[0]];
      expect(events).toHaveLength(1);
      if (a === undefined || b === undefined) continue;
      expect([a.kind, a.chrom]).toEqual([b.kind, b.chrom]);
      expect(Math.max(Math.abs(a.first - b.first), Math.abs(a.last - b.last))).toBeLessThanOrEqual(
        1,
      );
      expect(sameEvent(a, b, "callers")).not.toBeNull();
    }
  });

  it.each([
    ["-square-bracketed-empty_del", "sv_too_short"],
    ["-angle-bracketed-dup", "sv_bad_place"],
    ["-angle-bracketed-tra2", "sv_bad_place"],
  ])("%s is no event", async (name, reason) => {
    const { files, events } = await readAll([{ path: at(name) }], null, "GRCh37");
    expect([events, Object.keys(files[0]?.dropped ?? {})]).toEqual([[], [reason]]);
  });

  /** As VCF 4.5 says: no END, SVLEN positive, no SVTYPE. */
  function as45(text: string): string {
    return text
      .split("\n")
      .map((line) => {
        const cells = line.split("\t");
        const [, pos = "", , , alt = "", , , info = ""] = cells;
        if (line.startsWith("#") || !/^<(DEL|DUP|INV|CN\d|DUP:TANDEM)[>,]/.test(alt))
          return line.replace("VCFv4.1", "VCFv4.5");
        const end = /(?:^|;)END=(\d+)/.exec(info)?.[1];
        const kept = info.split(";").filter((part) => !/^(END|SVLEN|SVTYPE)=/.test(part));
        return cells.with(7, [...kept, `SVLEN=${Number(end) - Number(pos)}`].join(";")).join("\t");
      })
      .join("\n");
  }

  it.each([
    "svdb_manta_chr1_del.vcf",
    "varfish_dragen-cnv-min.vcf",
    "gatk_gcnv_segments_SAMPLE_000_subset.vcf",
    "kg_HG00096_wgs_mergedSV_GRCh37_all.vcf.gz",
    "svdb_tiddit_chr1_del.vcf",
  ])("%s in the words of VCF 4.5", async (name) => {
    const path = join(data, "callers", name);
    const { header, kind } = await peekEvents({ path });
    const assembly: Assembly = header.assembly ?? "GRCh37";
    const before = await readAll([{ path, kind }], null, assembly);
    const after = await readAll([{ path: made(folder, as45(textOf(path))), kind }], null, assembly);
    expect(keysOf(after)).toEqual(keysOf(before));
    expect(after.events.map(({ calls }) => calls.map(said))).toEqual(
      before.events.map(({ calls }) => calls.map(said)),
    );
  });
});

describe.skipIf(sharedData === null)("a real trio (15.4)", () => {
  const trio = join(sharedData ?? "", "vcf/scout_trio");
  const family = {
    people: [
      { id: "ADM1059A2", sex: "male" as const },
      { id: "ADM1059A1", sex: "female" as const },
      { id: "ADM1059A3", sex: "female" as const },
    ],
    proband: 0,
  };
  const paths = ["SV", "mei", "str.stranger"].map((name) =>
    join(trio, `643594.clinical.${name}.vcf.gz`),
  );

  it("kinds, carriers and what can be said of the others", async () => {
    const { events, files } = await readAll(
      paths.map((path) => ({ path })),
      family,
      "GRCh37",
    );
    expect(files.map(({ kind, records }) => [kind, records])).toEqual([
      ["sv", 19],
      ["mobile", 252],
      ["str", 80],
    ]);
    const carried = events.filter(({ calls }) => calls[0]?.state === "carrier");
    expect(carried.filter(({ kind }) => kind === "ME")).toHaveLength(86);
    expect(carried.filter(({ kind }) => kind !== "ME")).toHaveLength(13);
    const gak = events.find(({ chrom, first }) => chrom === "4" && first === 861262);
    expect(gak?.calls.map(said)).toEqual(["carrier:het", "unknown", "unknown"]);
    const col18a1 = events.find(({ first }) => first === 46825202);
    expect([said(col18a1?.calls[0]), col18a1?.calls[0]?.failedFilters]).toEqual([
      "carrier:het",
      ["MinGQ"],
    ]);
    expect(
      events.filter(({ chrom, calls }) => chrom === "13" && calls[0]?.state === "carrier"),
    ).toEqual([]);
    const frequency = (first: number): unknown =>
      events
        .find((event) => event.first === first)
        ?.frequencies.find(({ source }) => source === "1000 Genomes")?.frequency;
    expect([frequency(4050242), frequency(66633813), frequency(861262)]).toEqual([
      0.6713,
      0.8153,
      null,
    ]);
    expect(gak?.annotations.some(({ symbol }) => symbol === "GAK")).toBe(true);
  });
});
