# We have not run this: PhEval cannot be had here.
"""A runner for PhEval: `panelist analyse` over all genes for every case, then its table as PhEval's three results."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from pheval.post_processing.post_processing import (
    SortOrder,
    generate_disease_result,
    generate_gene_result,
    generate_variant_result,
)
from pheval.runners.runner import PhEvalRunner

TYPES = {"score": pl.Float64, "start": pl.Int64, "end": pl.Int64}
COLUMNS = [
    "gene_symbol",
    "gene_identifier",
    "chrom",
    "start",
    "end",
    "ref",
    "alt",
    "disease_identifier",
    "score",
    "grouping_id",
]


@dataclass
class PanelistPhEvalRunner(PhEvalRunner):
    input_dir: Path
    testdata_dir: Path
    tmp_dir: Path
    output_dir: Path
    config_file: Path
    version: str

    def prepare(self):
        """A case's answer is never withheld as an incidental finding; another policy among the options replaces this one."""
        self._policy.write_text(json.dumps({"incidental": "show"}))

    def run(self):
        """One table for each phenopacket; a case that fails is told, and does not stop the others."""
        options = (self.input_dir_config.tool_specific_configuration_options or {}).get("options", [])
        for packet in sorted(self.testdata_dir.joinpath("phenopackets").glob("*.json")):
            command = ["panelist", "analyse", self._vcf_of(packet), "--phenopacket", packet]
            table = self.raw_results_dir.joinpath(f"{packet.stem}.tsv")
            rest = ["--policy", self._policy, "--skip-unknown-terms", "--gene-agnostic"]
            rest += ["--format", "pheval", "-o", table, *options]
            done = subprocess.run([*map(str, command), *map(str, rest)], check=False)
            if done.returncode != 0:
                print(f"{packet.name}: panelist ended with {done.returncode}")

    def post_process(self):
        """A gene and a disease count by their best candidate, a variant in each of its candidates."""
        packets = self.testdata_dir.joinpath("phenopackets")
        for table in sorted(self.raw_results_dir.glob("*.tsv")):
            rows = pl.read_csv(
                table, separator="\t", schema={name: TYPES.get(name, pl.String) for name in COLUMNS}
            ).fill_null("")
            to = (SortOrder.DESCENDING, self.output_dir, table, packets)
            best = pl.col("score").max()
            if self.input_dir_config.gene_analysis:
                generate_gene_result(rows.group_by("gene_symbol", "gene_identifier").agg(best), *to)
            if self.input_dir_config.variant_analysis:
                variant = ["chrom", "start", "end", "ref", "alt", "score", "grouping_id"]
                generate_variant_result(rows.select(variant), *to)
            if self.input_dir_config.disease_analysis:
                named = rows.filter(pl.col("disease_identifier") != "")
                generate_disease_result(named.group_by("disease_identifier").agg(best), *to)

    @property
    def _policy(self) -> Path:
        return self.tool_input_commands_dir.joinpath("policy.json")

    def _vcf_of(self, packet: Path) -> Path:
        """The file that the phenopacket names, in the corpus' folder vcf; else the one of the same name."""
        folder = self.testdata_dir.joinpath("vcf")
        for file in json.loads(packet.read_text()).get("files", []):
            if file.get("fileAttributes", {}).get("fileFormat", "").upper() == "VCF":
                return folder.joinpath(Path(file["uri"]).name)
        return folder.joinpath(f"{packet.stem}.vcf.gz")
