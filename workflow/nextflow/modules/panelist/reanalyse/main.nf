// We have not run this: it is held by tests of its text alone. Nextflow 25.04 or later.
// One shard of an archive. The archive is a folder that all shards share and change in place: it goes by its
// name, not as a staged input, and must be mounted at the same place in every container.
process PANELIST_REANALYSE {
    tag "${meta.id} ${shard}/${shards}"
    label 'process_single'
    // The archive is changed in place: what an earlier night found is no answer of tonight's. What is done there stays done.
    cache false

    conda "${moduleDir}/environment.yml"
    container "panelist:0.2.0"

    input:
    tuple val(meta), val(archive)
    tuple val(shard), val(shards)

    output:
    tuple val(meta), path("*.json"), emit: json
    tuple val("${task.process}"), val('panelist'), eval("panelist --version"), topic: versions, emit: versions_panelist

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}.shard-${shard}"
    """
    # Exit code 1: some cases failed; they are named in the result, and the others are done.
    code=0
    panelist reanalyse '${archive}' --shard ${shard}/${shards} --format json --no-progress ${args} \\
        > ${prefix}.json || code=\$?
    test \$code -le 1
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}.shard-${shard}"
    """
    echo '{"schema":"panelist.reanalysis","version":1}' > ${prefix}.json
    """
}
