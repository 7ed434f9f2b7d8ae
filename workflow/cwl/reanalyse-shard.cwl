cwlVersion: v1.2
class: CommandLineTool
label: One shard of an archive against what is known now
doc: |
  The archive is a folder that all shards share and change in place: it goes by its path. Exit code 1 says
  that some cases failed; they are named in the result, and the others are done.
baseCommand: [panelist, reanalyse]
requirements:
  InlineJavascriptRequirement: {}
hints:
  SoftwareRequirement:
    packages:
      panelist:
        version: ["0.2.0"]
inputs:
  archive:
    type: string
    inputBinding: { position: 1 }
  shard:
    type: int
  shards:
    type: int
  panel_version:
    type:
      - "null"
      - type: array
        items: string
        inputBinding: { prefix: --panel-version }
    inputBinding: { position: 3 }
arguments:
  - position: 2
    prefix: --shard
    valueFrom: $(inputs.shard)/$(inputs.shards)
  - position: 2
    prefix: --format
    valueFrom: json
  - position: 2
    valueFrom: --no-progress
stdout: shard-$(inputs.shard).json
successCodes: [0, 1]
outputs:
  result:
    type: stdout
