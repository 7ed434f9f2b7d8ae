cwlVersion: v1.2
class: CommandLineTool
label: Gathers what the shards found
baseCommand: [panelist, archive, merge]
inputs:
  archive:
    type: string
    inputBinding: { position: 1 }
  results:
    type: File[]
    inputBinding: { position: 2 }
arguments:
  - position: 3
    prefix: --format
    valueFrom: tsv
stdout: events.tsv
successCodes: [0, 1]
outputs:
  events:
    type: stdout
