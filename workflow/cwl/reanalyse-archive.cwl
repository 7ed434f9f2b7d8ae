cwlVersion: v1.2
class: CommandLineTool
label: An archive of cases against what is known now, in one process
doc: |
  cwltool workflow/cwl/reanalyse-archive.cwl --archive /data/cases --store /data/store
  The archive is changed in place, in a container too; shards that share it are in reanalyse.cwl, which goes by
  its path and runs without a container. Exit code 1 says that some cases failed: they are named in the result.
baseCommand: [panelist, reanalyse]
requirements:
  InplaceUpdateRequirement:
    inplaceUpdate: true
  InitialWorkDirRequirement:
    listing:
      - { entry: $(inputs.archive), writable: true }
hints:
  DockerRequirement:
    dockerPull: panelist:0.2.0
inputs:
  archive:
    type: Directory
    loadListing: no_listing
    inputBinding: { position: 1 }
  store:
    type: Directory?
    loadListing: no_listing
    inputBinding: { prefix: --store, position: 2 }
  panel_version:
    type:
      - "null"
      - type: array
        items: string
        inputBinding: { prefix: --panel-version }
    inputBinding: { position: 3 }
arguments:
  - position: 2
    prefix: --format
    valueFrom: json
  - position: 2
    valueFrom: --no-progress
stdout: reanalysis.json
successCodes: [0, 1]
outputs:
  result:
    type: stdout
