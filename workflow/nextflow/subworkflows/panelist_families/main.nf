// We have not run this: it is held by tests of its text alone. Nextflow 25.04 or later.
// Every family of a table: the columns case, vcf, ped and panel of docs/batch.md, paths relative to it.
include { PANELIST_ANALYSE } from '../../modules/panelist/analyse/main'

workflow PANELIST_FAMILIES {
    take:
    table // file: the table of families
    store // path: panels and other knowledge, or []
    run   // string: what belongs together; another night has another name, so that nothing of the last comes from the cache

    main:
    home = table.parent
    families = Channel.of(table)
        .splitCsv(header: true, sep: '\t')
        .map { row ->
            def vcfs = row.vcf.tokenize(',').collect { name -> home.resolve(name.trim()) }
            def indices = vcfs.collectMany { vcf -> ['.tbi', '.csi'].collect { end -> file("${vcf}${end}") } }
            def ped = row.ped ? home.resolve(row.ped) : []
            def panels = (row.panel ?: '').tokenize(',').collect { panel -> panel.trim() }
            [ [ id: row.case, run: run ], vcfs, indices.findAll { index -> index.exists() }, ped, panels ]
        }
    PANELIST_ANALYSE(families, store)

    emit:
    tsv     = PANELIST_ANALYSE.out.tsv     // channel: [ val(meta), path(tsv) ]
    json    = PANELIST_ANALYSE.out.json    // channel: [ val(meta), path(json) ]
    html    = PANELIST_ANALYSE.out.html    // channel: [ val(meta), path(html) ]
    vcf     = PANELIST_ANALYSE.out.vcf     // channel: [ val(meta), path(vcf) ]
    tbi     = PANELIST_ANALYSE.out.tbi     // channel: [ val(meta), path(tbi) ]
    multiqc = PANELIST_ANALYSE.out.multiqc // channel: [ val(meta), path(json) ]
    summary = PANELIST_ANALYSE.out.summary // channel: [ val(meta), path(json) ]
    run     = PANELIST_ANALYSE.out.run     // channel: [ val(meta), path(json) ]
}
