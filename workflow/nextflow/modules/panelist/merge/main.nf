// We have not run this: it is held by tests of its text alone. Nextflow 25.04 or later.
// Gathers what the shards of an archive found.
process PANELIST_MERGE {
    tag "${meta.id}"
    label 'process_single'
    // As the shards: never from the cache.
    cache false

    conda "${moduleDir}/environment.yml"
    container "panelist:0.2.0"

    input:
    tuple val(meta), val(archive), path(results)

    output:
    tuple val(meta), path("*.tsv"), emit: tsv
    tuple val("${task.process}"), val('panelist'), eval("panelist --version"), topic: versions, emit: versions_panelist

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}.events"
    """
    code=0
    panelist archive merge '${archive}' ${results} --format tsv ${args} > ${prefix}.tsv || code=\$?
    test \$code -le 1
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}.events"
    """
    touch ${prefix}.tsv
    """
}
