# Every family of a table, one job each: a folder of results per family. Run by us under Snakemake 7.
#
#   snakemake -s workflow/snakemake/analyse.smk --config table=families.tsv run=$(date +%F) -j 6 --keep-going
#
# `run` names what belongs together: the results stand in <results>/<run>/<case>. Another night has another name,
# so that nothing of the last one passes for it; the same name again goes on where it was. On a cluster add
# --profile workflow/snakemake/slurm. The table is that of `panelist archive import` (docs/batch.md).
import csv
import os

from snakemake.exceptions import WorkflowError

TABLE = config["table"]
RUN = str(config.get("run", ""))
if RUN == "":
    raise WorkflowError("The run has no name: add --config run=$(date +%F).")
RESULTS = os.path.join(config.get("results", "results"), RUN)
PANELIST = config.get("panelist", "panelist")
ARGS = config.get("args", "")
HOME = os.path.dirname(os.path.abspath(TABLE))
# Slurm does not make the folder of its logs.
os.makedirs("logs", exist_ok=True)

if "container" in config:
    container: config["container"]

with open(TABLE, newline="", encoding="utf-8-sig") as file:
    lines = [line for line in file if line.strip() and not line.startswith("##")]
CASES = {row["case"]: row for row in csv.DictReader((line.lstrip("#") for line in lines), delimiter="\t")}

def files(wildcards):
    """Those of the case that lie on this machine: a newer one makes its results old."""
    row = CASES[wildcards.case]
    names = [row.get("vcf") or "", row.get("ped") or "", row.get("case_file") or "", row.get("phenopacket") or ""]
    return [
        os.path.join(HOME, name.strip())
        for name in ",".join(names).split(",")
        if name.strip() and not name.strip().lower().startswith(("http:", "https:"))
    ]

localrules: all

rule all:
    input: expand(RESULTS + "/{case}/run.json", case=CASES)

rule analyse:
    input: files
    output:
        run=RESULTS + "/{case}/run.json",
        summary=RESULTS + "/{case}/summary.json",
        report=RESULTS + "/{case}/report.json",
        page=RESULTS + "/{case}/report.html",
        table=RESULTS + "/{case}/candidates.tsv",
        vcf=RESULTS + "/{case}/candidates.vcf.gz",
        index=RESULTS + "/{case}/candidates.vcf.gz.tbi",
    log: "logs/" + RUN + "/{case}.log"
    threads: 2
    resources: mem_mb=2000, runtime=120
    shell:
        "{PANELIST} batch {TABLE:q} --case {wildcards.case:q} --out-dir {RESULTS:q} --threads {threads} "
        "--log-format json {ARGS} > {log:q} 2>&1"
