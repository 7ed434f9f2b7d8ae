// We have not run this: it is held by tests of its text alone. Nextflow 25.04 or later.
//
//   nextflow run workflow/nextflow --families families.tsv --run $(date +%F) --outdir results -resume
//   nextflow run workflow/nextflow --archive /data/cases --shards 6 --run $(date +%F) --outdir results
//
// The first analyses every family of a table, the second an archive again. --run names what belongs together: with
// the same name, -resume goes on where it was; another night has another name.
include { PANELIST_REANALYSE } from './modules/panelist/reanalyse/main'
include { PANELIST_MERGE     } from './modules/panelist/merge/main'
include { PANELIST_FAMILIES  } from './subworkflows/panelist_families/main'

workflow {
    if (!params.run) error "The run has no name: add --run \$(date +%F)"
    if (params.families) {
        store = params.store ? file(params.store) : []
        PANELIST_FAMILIES(file(params.families), store, params.run)
    }
    if (params.archive) {
        archive = [ [ id: file(params.archive).name, run: params.run ], params.archive ]
        shards  = Channel.of(0..<params.shards).map { shard -> [ shard, params.shards ] }
        PANELIST_REANALYSE(Channel.value(archive), shards)
        results = PANELIST_REANALYSE.out.json.map { _meta, json -> json }.collect()
        PANELIST_MERGE(results.map { json -> archive + [ json ] })
    }
}
