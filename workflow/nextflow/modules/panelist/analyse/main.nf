// We have not run this: it is held by tests of its text alone. Nextflow 25.04 or later.
// One person or family: annotated VCF, pedigree and panels in, a folder of results out.
process PANELIST_ANALYSE {
    tag "${meta.id}"
    label 'process_low'

    conda "${moduleDir}/environment.yml"
    container "panelist:0.2.0"

    input:
    tuple val(meta), path(vcf), path(index), path(ped), val(panels)
    path(store)

    output:
    tuple val(meta), path("${prefix}/candidates.tsv")            , emit: tsv
    tuple val(meta), path("${prefix}/report.json")               , emit: json
    tuple val(meta), path("${prefix}/report.html")               , emit: html
    tuple val(meta), path("${prefix}/candidates.vcf.gz")         , emit: vcf
    tuple val(meta), path("${prefix}/candidates.vcf.gz.tbi")     , emit: tbi
    tuple val(meta), path("${prefix}/*_mqc.json")                , emit: multiqc
    tuple val(meta), path("${prefix}/summary.json")              , emit: summary
    tuple val(meta), path("${prefix}/run.json")                  , emit: run
    tuple val(meta), path("${prefix}/ro-crate-metadata.json")    , emit: crate
    tuple val("${task.process}"), val('panelist'), eval("panelist --version"), topic: versions, emit: versions_panelist

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def family = ped ? "--ped '${ped}'" : ''
    def knowledge = store ? "--store '${store}'" : ''
    def asked = panels.collect { panel -> "--panel '${panel}'" }.join(' ')
    """
    panelist analyse ${vcf} ${family} ${asked} ${knowledge} --threads ${task.cpus} --no-progress \\
        --log-format json ${args} --out-dir '${prefix}'
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    mkdir '${prefix}'
    cd '${prefix}'
    touch candidates.tsv report.html candidates.vcf.gz.tbi
    echo '' | gzip > candidates.vcf.gz
    for name in report summary run ro-crate-metadata stub_panelist_mqc; do echo '{}' > \$name.json; done
    """
}
