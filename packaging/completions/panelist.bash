# Completion of panelist for bash: source it, or put it into bash-completion's folder. Made by npm run packaging.
_panelist() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} path="" words="" files="" word
  # Bash breaks --option=value into three words.
  [ "$cur" = "=" ] && cur=""
  [ "$prev" = "=" ] && prev=${COMP_WORDS[COMP_CWORD - 2]}
  # Words of the command so far; options and their values are none.
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "${path:+$path }$word" in
    "analyse" | \
      "batch" | \
      "explain" | \
      "inspect" | \
      "events" | \
      "annotate" | \
      "identity" | \
      "regions" | \
      "panels" | \
      "panels list" | \
      "panels search" | \
      "panels show" | \
      "panels fetch" | \
      "panels import" | \
      "panels export" | \
      "panels diff" | \
      "panels successor" | \
      "panels verify" | \
      "indications" | \
      "indications import" | \
      "indications show" | \
      "knowledge" | \
      "knowledge list" | \
      "knowledge show" | \
      "knowledge verify" | \
      "knowledge diff" | \
      "knowledge approve" | \
      "knowledge withdraw" | \
      "knowledge require-approval" | \
      "knowledge import" | \
      "knowledge import genes" | \
      "knowledge import clinvar" | \
      "knowledge import inhouse" | \
      "knowledge import gene-facts" | \
      "knowledge import g2p" | \
      "knowledge import gencc" | \
      "knowledge import dosage" | \
      "knowledge import hpo" | \
      "knowledge import transcripts" | \
      "knowledge import values" | \
      "knowledge fetch" | \
      "knowledge fetch hpo" | \
      "setup" | \
      "bundle" | \
      "config" | \
      "config show" | \
      "doctor" | \
      "sources" | \
      "sources list" | \
      "sources show" | \
      "sources check" | \
      "phenotype" | \
      "phenotype rank" | \
      "phenotype similar" | \
      "phenotype term" | \
      "archive" | \
      "archive init" | \
      "archive add" | \
      "archive import" | \
      "archive list" | \
      "archive show" | \
      "archive report" | \
      "archive dismiss" | \
      "archive verdict" | \
      "archive text" | \
      "archive set" | \
      "archive relink" | \
      "archive reannotate" | \
      "archive merge" | \
      "archive export" | \
      "archive verify" | \
      "archive remove" | \
      "reanalyse" | \
      "impact" | \
      "diff" | \
      "report" | \
      "schema" | \
      "policy")
      path="${path:+$path }$word" ;;
    esac
  done
  COMPREPLY=()
  case "$path:$prev" in
    "analyse:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "analyse:--min-confidence") words="green amber" ;;
    "analyse:--order") words="tier score" ;;
    "analyse:--sex") words="male female" ;;
    "analyse:--penetrance") words="complete incomplete both" ;;
    "analyse:--assembly") words="GRCh37 GRCh38" ;;
    "analyse:--scan") words="auto index full" ;;
    "analyse:--format") words="tsv table json vcf html xlsx pheval" ;;
    "analyse:--digest") words="header full" ;;
    "analyse:--log-format") words="text json" ;;
    "batch:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "batch:--min-confidence") words="green amber" ;;
    "batch:--order") words="tier score" ;;
    "batch:--assembly") words="GRCh37 GRCh38" ;;
    "batch:--scan") words="auto index full" ;;
    "batch:--digest") words="header full" ;;
    "batch:--log-format") words="text json" ;;
    "explain:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "explain:--min-confidence") words="green amber" ;;
    "explain:--order") words="tier score" ;;
    "explain:--sex") words="male female" ;;
    "explain:--penetrance") words="complete incomplete both" ;;
    "explain:--assembly") words="GRCh37 GRCh38" ;;
    "explain:--scan") words="auto index full" ;;
    "explain:--format") words="text json" ;;
    "explain:--log-format") words="text json" ;;
    "inspect:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "inspect:--min-confidence") words="green amber" ;;
    "inspect:--assembly") words="GRCh37 GRCh38" ;;
    "inspect:--log-format") words="text json" ;;
    "events:--sex") words="male female" ;;
    "events:--assembly") words="GRCh37 GRCh38" ;;
    "events:--format") words="tsv bed json" ;;
    "events:--log-format") words="text json" ;;
    "annotate:--assembly") words="GRCh37 GRCh38" ;;
    "annotate:--log-format") words="text json" ;;
    "identity:--assembly") words="GRCh37 GRCh38" ;;
    "identity:--log-format") words="text json" ;;
    "regions:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "regions:--min-confidence") words="green amber" ;;
    "regions:--assembly") words="GRCh37 GRCh38" ;;
    "regions:--log-format") words="text json" ;;
    "panels list:--format") words="text tsv json" ;;
    "panels search:--format") words="text tsv json" ;;
    "panels show:--format") words="text tsv json" ;;
    "panels fetch:--log-format") words="text json" ;;
    "panels import:--log-format") words="text json" ;;
    "panels diff:--format") words="text tsv json" ;;
    "indications import:--log-format") words="text json" ;;
    "indications show:--format") words="text tsv json" ;;
    "knowledge list:--format") words="text tsv json" ;;
    "knowledge diff:--format") words="text tsv json" ;;
    "knowledge import genes:--assembly") words="GRCh37 GRCh38" ;;
    "knowledge import genes:--log-format") words="text json" ;;
    "knowledge import clinvar:--assembly") words="GRCh37 GRCh38" ;;
    "knowledge import clinvar:--log-format") words="text json" ;;
    "knowledge import inhouse:--assembly") words="GRCh37 GRCh38" ;;
    "knowledge import inhouse:--log-format") words="text json" ;;
    "knowledge import gene-facts:--log-format") words="text json" ;;
    "knowledge import g2p:--log-format") words="text json" ;;
    "knowledge import gencc:--log-format") words="text json" ;;
    "knowledge import dosage:--log-format") words="text json" ;;
    "knowledge import hpo:--log-format") words="text json" ;;
    "knowledge import transcripts:--assembly") words="GRCh37 GRCh38" ;;
    "knowledge import transcripts:--log-format") words="text json" ;;
    "knowledge import values:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "knowledge import values:--min-confidence") words="green amber" ;;
    "knowledge import values:--log-format") words="text json" ;;
    "knowledge fetch hpo:--log-format") words="text json" ;;
    "setup:--assembly") words="GRCh37 GRCh38 both" ;;
    "setup:--log-format") words="text json" ;;
    "bundle:--log-format") words="text json" ;;
    "doctor:--assembly") words="GRCh37 GRCh38 both" ;;
    "doctor:--log-format") words="text json" ;;
    "sources check:--log-format") words="text json" ;;
    "phenotype rank:--by") words="gene disease" ;;
    "phenotype rank:--format") words="text tsv json" ;;
    "phenotype rank:--log-format") words="text json" ;;
    "phenotype similar:--format") words="text json" ;;
    "phenotype term:--format") words="text json" ;;
    "archive add:--status") words="open partial solved closed deceased withdrawn" ;;
    "archive add:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "archive add:--min-confidence") words="green amber" ;;
    "archive add:--sex") words="male female" ;;
    "archive add:--penetrance") words="complete incomplete both" ;;
    "archive add:--assembly") words="GRCh37 GRCh38" ;;
    "archive add:--log-format") words="text json" ;;
    "archive import:--panel") words="acmg-sf adult-onset cardiomyopathy epilepsy hearing-loss" files=yes ;;
    "archive import:--min-confidence") words="green amber" ;;
    "archive import:--assembly") words="GRCh37 GRCh38" ;;
    "archive import:--log-format") words="text json" ;;
    "archive list:--format") words="text tsv json" ;;
    "archive show:--format") words="text json summary" ;;
    "archive report:--class") words="P LP VUS LB B" ;;
    "archive set:--status") words="open partial solved closed deceased withdrawn" ;;
    "archive reannotate:--log-format") words="text json" ;;
    "archive merge:--format") words="text tsv json json-lines" ;;
    "reanalyse:--format") words="text tsv json json-lines html" ;;
    "reanalyse:--events-format") words="json-lines" ;;
    "reanalyse:--fail-on") words="new-candidate downgrade notification" ;;
    "reanalyse:--log-format") words="text json" ;;
    "impact:--format") words="text json" ;;
    "impact:--log-format") words="text json" ;;
    "diff:--format") words="text tsv json" ;;
    "report:--format") words="html xlsx" ;;
    "analyse:--indication" | \
      "analyse:--panel-override" | \
      "analyse:--store" | \
      "analyse:--genes" | \
      "analyse:--ped" | \
      "analyse:--proband" | \
      "analyse:--affected" | \
      "analyse:--identity" | \
      "analyse:--not-genetic-parent" | \
      "analyse:--allow-phenocopy" | \
      "analyse:--hpo" | \
      "analyse:--phenopacket" | \
      "analyse:--case-file" | \
      "analyse:--hpo-release" | \
      "analyse:--sv" | \
      "analyse:--cnv" | \
      "analyse:--mobile" | \
      "analyse:--threads" | \
      "analyse:--policy" | \
      "analyse:--clinvar" | \
      "analyse:--inhouse" | \
      "analyse:--annotate" | \
      "analyse:--ca-file" | \
      "analyse:--coverage" | \
      "analyse:--transcripts" | \
      "analyse:--reference" | \
      "analyse:--data-root" | \
      "analyse:-o" | \
      "analyse:--output" | \
      "analyse:--width" | \
      "analyse:--columns" | \
      "analyse:--out-dir" | \
      "analyse:--label" | \
      "batch:--out-dir" | \
      "batch:--case" | \
      "batch:--shard" | \
      "batch:--indication" | \
      "batch:--panel-override" | \
      "batch:--store" | \
      "batch:--genes" | \
      "batch:--hpo-release" | \
      "batch:--sv" | \
      "batch:--cnv" | \
      "batch:--mobile" | \
      "batch:--threads" | \
      "batch:--policy" | \
      "batch:--clinvar" | \
      "batch:--inhouse" | \
      "batch:--annotate" | \
      "batch:--ca-file" | \
      "batch:--coverage" | \
      "batch:--transcripts" | \
      "batch:--reference" | \
      "batch:--data-root" | \
      "batch:--label" | \
      "explain:--indication" | \
      "explain:--panel-override" | \
      "explain:--store" | \
      "explain:--genes" | \
      "explain:--ped" | \
      "explain:--proband" | \
      "explain:--affected" | \
      "explain:--identity" | \
      "explain:--not-genetic-parent" | \
      "explain:--allow-phenocopy" | \
      "explain:--hpo" | \
      "explain:--phenopacket" | \
      "explain:--case-file" | \
      "explain:--hpo-release" | \
      "explain:--sv" | \
      "explain:--cnv" | \
      "explain:--mobile" | \
      "explain:--threads" | \
      "explain:--policy" | \
      "explain:--clinvar" | \
      "explain:--inhouse" | \
      "explain:--annotate" | \
      "explain:--ca-file" | \
      "explain:--coverage" | \
      "explain:--transcripts" | \
      "explain:--reference" | \
      "explain:--data-root" | \
      "inspect:--indication" | \
      "inspect:--panel-override" | \
      "inspect:--store" | \
      "inspect:--genes" | \
      "inspect:--transcripts" | \
      "inspect:--ca-file" | \
      "events:--sv" | \
      "events:--cnv" | \
      "events:--mobile" | \
      "events:--ped" | \
      "events:--proband" | \
      "annotate:-o" | \
      "annotate:--output" | \
      "annotate:--compare" | \
      "annotate:--transcripts" | \
      "annotate:--reference" | \
      "annotate:--store" | \
      "annotate:--ca-file" | \
      "annotate:--policy" | \
      "identity:--ca-file" | \
      "identity:--policy" | \
      "regions:--indication" | \
      "regions:--panel-override" | \
      "regions:--store" | \
      "regions:--genes" | \
      "regions:--policy" | \
      "panels list:--store" | \
      "panels search:--store" | \
      "panels show:--store" | \
      "panels fetch:--version" | \
      "panels fetch:--source" | \
      "panels fetch:--token" | \
      "panels fetch:--parallel" | \
      "panels fetch:--ca-file" | \
      "panels fetch:--store" | \
      "panels import:--source" | \
      "panels import:--store" | \
      "panels export:-o" | \
      "panels export:--output" | \
      "panels export:--store" | \
      "panels diff:--panel-override" | \
      "panels diff:--store" | \
      "panels successor:--by" | \
      "panels successor:--reason" | \
      "panels successor:--store" | \
      "panels verify:--store" | \
      "indications import:--store" | \
      "indications show:--store" | \
      "knowledge list:--store" | \
      "knowledge show:--store" | \
      "knowledge verify:--store" | \
      "knowledge diff:--store" | \
      "knowledge approve:--why" | \
      "knowledge approve:--by" | \
      "knowledge approve:--store" | \
      "knowledge withdraw:--why" | \
      "knowledge withdraw:--by" | \
      "knowledge withdraw:--store" | \
      "knowledge require-approval:--lift" | \
      "knowledge require-approval:--store" | \
      "knowledge import genes:--store" | \
      "knowledge import clinvar:--release" | \
      "knowledge import clinvar:--store" | \
      "knowledge import inhouse:--name" | \
      "knowledge import inhouse:--release" | \
      "knowledge import inhouse:--store" | \
      "knowledge import gene-facts:--name" | \
      "knowledge import gene-facts:--release" | \
      "knowledge import gene-facts:--store" | \
      "knowledge import g2p:--release" | \
      "knowledge import g2p:--store" | \
      "knowledge import gencc:--release" | \
      "knowledge import gencc:--store" | \
      "knowledge import dosage:--store" | \
      "knowledge import hpo:--release" | \
      "knowledge import hpo:--store" | \
      "knowledge import transcripts:--reference" | \
      "knowledge import transcripts:--release" | \
      "knowledge import transcripts:--mane" | \
      "knowledge import transcripts:--ca-file" | \
      "knowledge import transcripts:--store" | \
      "knowledge import values:--indication" | \
      "knowledge import values:--genes" | \
      "knowledge import values:--regions" | \
      "knowledge import values:--ca-file" | \
      "knowledge import values:--policy" | \
      "knowledge import values:--store" | \
      "knowledge fetch hpo:--release" | \
      "knowledge fetch hpo:--source" | \
      "knowledge fetch hpo:--ca-file" | \
      "knowledge fetch hpo:--store" | \
      "setup:--panels" | \
      "setup:--only" | \
      "setup:--offline" | \
      "setup:--reference" | \
      "setup:--addresses" | \
      "setup:--token" | \
      "setup:--policy" | \
      "setup:--ca-file" | \
      "setup:--store" | \
      "bundle:--store" | \
      "doctor:--addresses" | \
      "doctor:--report" | \
      "doctor:--store" | \
      "sources list:--store" | \
      "sources show:--store" | \
      "sources check:--file" | \
      "sources check:--ca-file" | \
      "sources check:--store" | \
      "phenotype rank:--hpo" | \
      "phenotype rank:--phenopacket" | \
      "phenotype rank:--hpo-release" | \
      "phenotype rank:--top" | \
      "phenotype rank:--store" | \
      "phenotype similar:--hpo-release" | \
      "phenotype similar:--store" | \
      "phenotype term:--hpo-release" | \
      "phenotype term:--store" | \
      "archive add:--case" | \
      "archive add:--consent-until" | \
      "archive add:--assay" | \
      "archive add:--label" | \
      "archive add:--by" | \
      "archive add:--indication" | \
      "archive add:--panel-override" | \
      "archive add:--store" | \
      "archive add:--genes" | \
      "archive add:--ped" | \
      "archive add:--proband" | \
      "archive add:--affected" | \
      "archive add:--identity" | \
      "archive add:--not-genetic-parent" | \
      "archive add:--allow-phenocopy" | \
      "archive add:--hpo" | \
      "archive add:--phenopacket" | \
      "archive add:--case-file" | \
      "archive add:--hpo-release" | \
      "archive add:--sv" | \
      "archive add:--cnv" | \
      "archive add:--mobile" | \
      "archive add:--threads" | \
      "archive add:--policy" | \
      "archive add:--clinvar" | \
      "archive add:--inhouse" | \
      "archive add:--annotate" | \
      "archive add:--ca-file" | \
      "archive add:--coverage" | \
      "archive add:--transcripts" | \
      "archive add:--data-root" | \
      "archive add:--panel-version" | \
      "archive import:--shard" | \
      "archive import:--by" | \
      "archive import:--indication" | \
      "archive import:--panel-override" | \
      "archive import:--store" | \
      "archive import:--genes" | \
      "archive import:--panel-version" | \
      "archive import:--hpo-release" | \
      "archive import:--sv" | \
      "archive import:--cnv" | \
      "archive import:--mobile" | \
      "archive import:--threads" | \
      "archive import:--policy" | \
      "archive import:--clinvar" | \
      "archive import:--inhouse" | \
      "archive import:--annotate" | \
      "archive import:--ca-file" | \
      "archive import:--coverage" | \
      "archive import:--transcripts" | \
      "archive import:--data-root" | \
      "archive show:--run" | \
      "archive report:--why" | \
      "archive report:--by" | \
      "archive report:--date" | \
      "archive dismiss:--why" | \
      "archive dismiss:--by" | \
      "archive dismiss:--date" | \
      "archive verdict:--from" | \
      "archive verdict:--decided-by" | \
      "archive verdict:--by" | \
      "archive text:--template" | \
      "archive text:-o" | \
      "archive text:--output" | \
      "archive set:--consent-until" | \
      "archive set:--ped" | \
      "archive set:--pin" | \
      "archive set:--unpin" | \
      "archive set:--why" | \
      "archive set:--by" | \
      "archive set:--hpo" | \
      "archive set:--phenopacket" | \
      "archive set:--case-file" | \
      "archive set:--hpo-release" | \
      "archive set:--store" | \
      "archive relink:--case" | \
      "archive relink:--by" | \
      "archive reannotate:--transcripts" | \
      "archive reannotate:--assay" | \
      "archive reannotate:--store" | \
      "archive reannotate:--by" | \
      "archive export:-o" | \
      "archive export:--output" | \
      "archive export:--by" | \
      "archive remove:--why" | \
      "archive remove:--by" | \
      "reanalyse:--case" | \
      "reanalyse:--shard" | \
      "reanalyse:--panel-version" | \
      "reanalyse:--policy" | \
      "reanalyse:--store" | \
      "reanalyse:--clinvar" | \
      "reanalyse:--inhouse" | \
      "reanalyse:--annotate" | \
      "reanalyse:--ca-file" | \
      "reanalyse:--hpo-release" | \
      "reanalyse:-o" | \
      "reanalyse:--output" | \
      "reanalyse:--since" | \
      "reanalyse:--by" | \
      "impact:--panel-version" | \
      "impact:--clinvar" | \
      "impact:--inhouse" | \
      "impact:--annotate" | \
      "impact:--ca-file" | \
      "impact:--hpo-release" | \
      "impact:--policy" | \
      "impact:--store" | \
      "report:-o" | \
      "report:--output" | \
      "report:--run" | \
      "report:--case" | \
      "report:--at")
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return ;;
  esac
  if [ -z "$words" ]; then
    case "$path:$cur" in
      "":-*) words="-V --version --no-config -h --help" ;;
      "analyse":-*) words="--panel --indication --panel-override --store --genes --allow-unknown-genes --min-confidence --gene-agnostic --beyond-panel --order --ped --proband --sex --affected --force-sex --identity --not-genetic-parent --allow-phenocopy --penetrance --hpo --phenopacket --case-file --hpo-release --skip-unknown-terms --sv --cnv --mobile --assembly --scan --threads --policy --clinvar --inhouse --annotate --allow-remote-lookups --offline --ca-file --coverage --transcripts --reference --germline-anyway --allow-unannotated --allow-remote --data-root --strict --partial --allow-empty -o --output --format --width --columns --out-dir --label --digest --prune-transcripts --no-links --allow-nhs-numbers --quiet --log-format --no-progress --log-ids -h --help" ;;
      "batch":-*) words="--out-dir --case --shard --panel --indication --panel-override --store --genes --allow-unknown-genes --min-confidence --gene-agnostic --beyond-panel --order --hpo-release --skip-unknown-terms --sv --cnv --mobile --assembly --scan --threads --policy --clinvar --inhouse --annotate --allow-remote-lookups --offline --ca-file --coverage --transcripts --reference --germline-anyway --allow-unannotated --allow-remote --data-root --strict --partial --allow-empty --label --digest --prune-transcripts --no-links --allow-nhs-numbers --quiet --log-format --no-progress --log-ids -h --help" ;;
      "explain":-*) words="--panel --indication --panel-override --store --genes --allow-unknown-genes --min-confidence --gene-agnostic --beyond-panel --order --ped --proband --sex --affected --force-sex --identity --not-genetic-parent --allow-phenocopy --penetrance --hpo --phenopacket --case-file --hpo-release --skip-unknown-terms --sv --cnv --mobile --assembly --scan --threads --policy --clinvar --inhouse --annotate --allow-remote-lookups --offline --ca-file --coverage --transcripts --reference --germline-anyway --allow-unannotated --allow-remote --data-root --strict --partial --allow-empty --format --all --quiet --log-format --no-progress --log-ids -h --help" ;;
      "inspect":-*) words="--panel --indication --panel-override --store --genes --allow-unknown-genes --min-confidence --assembly --transcripts --allow-remote --ca-file --quiet --log-format --no-progress --log-ids -h --help" ;;
      "events":-*) words="--sv --cnv --mobile --ped --proband --sex --assembly --format --quiet --log-format --no-progress --log-ids -h --help" ;;
      "annotate":-*) words="-o --output --compare --transcripts --reference --store --assembly --allow-remote --ca-file --policy --allow-empty --quiet --log-format --no-progress --log-ids -h --help" ;;
      "identity":-*) words="--assembly --allow-remote --ca-file --policy --quiet --log-format --no-progress --log-ids -h --help" ;;
      "regions":-*) words="--panel --indication --panel-override --store --genes --allow-unknown-genes --min-confidence --assembly --chr --policy --quiet --log-format --no-progress --log-ids -h --help" ;;
      "panels":-*) words="-h --help" ;;
      "panels list":-*) words="--format --listed --store -h --help" ;;
      "panels search":-*) words="--format --store -h --help" ;;
      "panels show":-*) words="--format --store -h --help" ;;
      "panels fetch":-*) words="--version --signed-off --source --token --parallel --ca-file --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "panels import":-*) words="--source --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "panels export":-*) words="-o --output --store -h --help" ;;
      "panels diff":-*) words="--format --green-only --panel-override --store -h --help" ;;
      "panels successor":-*) words="--by --reason --store -h --help" ;;
      "panels verify":-*) words="--repair --store -h --help" ;;
      "indications":-*) words="-h --help" ;;
      "indications import":-*) words="--store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "indications show":-*) words="--format --store -h --help" ;;
      "knowledge":-*) words="-h --help" ;;
      "knowledge list":-*) words="--format --store -h --help" ;;
      "knowledge show":-*) words="--store -h --help" ;;
      "knowledge verify":-*) words="--repair --store -h --help" ;;
      "knowledge diff":-*) words="--format --store -h --help" ;;
      "knowledge approve":-*) words="--why --by --store -h --help" ;;
      "knowledge withdraw":-*) words="--why --by --store -h --help" ;;
      "knowledge require-approval":-*) words="--lift --store -h --help" ;;
      "knowledge import":-*) words="-h --help" ;;
      "knowledge import genes":-*) words="--assembly --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import clinvar":-*) words="--release --assembly --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import inhouse":-*) words="--name --release --assembly --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import gene-facts":-*) words="--name --release --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import g2p":-*) words="--release --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import gencc":-*) words="--release --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import dosage":-*) words="--store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import hpo":-*) words="--release --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import transcripts":-*) words="--reference --release --assembly --mane --all-biotypes --allow-remote --ca-file --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge import values":-*) words="--panel --indication --genes --min-confidence --regions --offline --ca-file --policy --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "knowledge fetch":-*) words="-h --help" ;;
      "knowledge fetch hpo":-*) words="--release --source --ca-file --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "setup":-*) words="--assembly --panels --only --list --offline --reference --addresses --token --policy --ca-file --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "bundle":-*) words="--store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "config":-*) words="-h --help" ;;
      "config show":-*) words="-h --help" ;;
      "doctor":-*) words="--assembly --addresses --report --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "sources":-*) words="-h --help" ;;
      "sources list":-*) words="--store -h --help" ;;
      "sources show":-*) words="--store -h --help" ;;
      "sources check":-*) words="--file --offline --ca-file --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "phenotype":-*) words="-h --help" ;;
      "phenotype rank":-*) words="--hpo --phenopacket --hpo-release --strict --skip-unknown-terms --by --top --format --answer --exclude-own-publication --store --quiet --log-format --no-progress --log-ids -h --help" ;;
      "phenotype similar":-*) words="--format --hpo-release --store -h --help" ;;
      "phenotype term":-*) words="--format --hpo-release --store -h --help" ;;
      "archive":-*) words="-h --help" ;;
      "archive init":-*) words="-h --help" ;;
      "archive add":-*) words="--case --status --no-consent --consent-until --assay --label --by --panel --indication --panel-override --store --genes --allow-unknown-genes --min-confidence --gene-agnostic --beyond-panel --ped --proband --sex --affected --force-sex --identity --not-genetic-parent --allow-phenocopy --penetrance --hpo --phenopacket --case-file --hpo-release --skip-unknown-terms --sv --cnv --mobile --assembly --threads --policy --clinvar --inhouse --annotate --allow-remote-lookups --offline --ca-file --coverage --transcripts --germline-anyway --data-root --strict --partial --allow-empty --panel-version --quiet --log-format --no-progress --log-ids -h --help" ;;
      "archive import":-*) words="--shard --by --panel --indication --panel-override --store --genes --allow-unknown-genes --min-confidence --panel-version --gene-agnostic --beyond-panel --hpo-release --skip-unknown-terms --sv --cnv --mobile --assembly --threads --policy --clinvar --inhouse --annotate --allow-remote-lookups --offline --ca-file --coverage --transcripts --germline-anyway --data-root --strict --partial --allow-empty --quiet --log-format --no-progress --log-ids -h --help" ;;
      "archive list":-*) words="--format -h --help" ;;
      "archive show":-*) words="--run --format -h --help" ;;
      "archive report":-*) words="--class --why --by --date -h --help" ;;
      "archive dismiss":-*) words="--why --by --date -h --help" ;;
      "archive verdict":-*) words="--from --accept-changed --decided-by --by -h --help" ;;
      "archive text":-*) words="--template --print-template -o --output --allow-nhs-numbers -h --help" ;;
      "archive set":-*) words="--status --consent --no-consent --consent-until --ped --pin --unpin --why --by --hpo --phenopacket --case-file --hpo-release --skip-unknown-terms --store -h --help" ;;
      "archive relink":-*) words="--case --by -h --help" ;;
      "archive reannotate":-*) words="--transcripts --resequenced --assay --store --by --quiet --log-format --no-progress --log-ids -h --help" ;;
      "archive merge":-*) words="--format --all -h --help" ;;
      "archive export":-*) words="-o --output --by -h --help" ;;
      "archive verify":-*) words="--repair -h --help" ;;
      "archive remove":-*) words="--why --yes --by -h --help" ;;
      "reanalyse":-*) words="--case --shard --panel-version --policy --store --clinvar --inhouse --annotate --allow-remote-lookups --offline --ca-file --hpo-release --dry-run --format -o --output --allow-nhs-numbers --events-format --all --since --fail-on --by --quiet --log-format --no-progress --log-ids -h --help" ;;
      "impact":-*) words="--panel-version --clinvar --inhouse --annotate --allow-remote-lookups --offline --ca-file --hpo-release --policy --store --software --all --format --quiet --log-format --no-progress --log-ids -h --help" ;;
      "diff":-*) words="--format -h --help" ;;
      "report":-*) words="-o --output --format --run --verify --case --at --no-links --allow-nhs-numbers -h --help" ;;
      "schema":-*) words="-h --help" ;;
      "policy":-*) words="-h --help" ;;
      "":*) words="analyse batch explain inspect events annotate identity regions panels indications knowledge setup bundle config doctor sources phenotype archive reanalyse impact diff report schema policy help" ;;
      "panels":*) words="list search show fetch import export diff successor verify help" ;;
      "indications":*) words="import show help" ;;
      "knowledge":*) words="list show verify diff approve withdraw require-approval import fetch help" ;;
      "knowledge import":*) words="genes clinvar inhouse gene-facts g2p gencc dosage hpo transcripts values help" ;;
      "knowledge fetch":*) words="hpo help" ;;
      "config":*) words="show help" ;;
      "sources":*) words="list show check help" ;;
      "phenotype":*) words="rank similar term help" ;;
      "archive":*) words="init add import list show report dismiss verdict text set relink reannotate merge export verify remove help" ;;
      "schema":*) words="addresses archive archive-case archive-event archive-head archive-log archive-run archive-tombstone archive-verdicts case decisions doctor knowledge-diff panel-diff policy reanalysis report run summary" ;;
    esac
  fi
  if [ -n "$words" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" ${files:+-f} -- "$cur")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -F _panelist panelist
