// nextflow run workflow/nextflow --archive /data/cases --shards 6 --outdir results
include { PANELIST_REANALYSE } from './modules/panelist/reanalyse/main'
include { PANELIST_MERGE     } from './modules/panelist/merge/main'

params.archive = null
params.shards  = 6

workflow {
    archive = [ [ id: file(params.archive).name ], params.archive ]
    shards  = Channel.of(0..<params.shards).map { shard -> [ shard, params.shards ] }
    PANELIST_REANALYSE(Channel.value(archive), shards)
    results = PANELIST_REANALYSE.out.json.map { _meta, json -> json }.collect()
    PANELIST_MERGE(results.map { json -> archive + [ json ] })
}
