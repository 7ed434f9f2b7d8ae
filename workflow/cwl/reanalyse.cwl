cwlVersion: v1.2
class: Workflow
label: An archive of cases against what is known now, in shards
doc: cwltool --parallel workflow/cwl/reanalyse.cwl --archive /data/cases --shards 6
requirements:
  InlineJavascriptRequirement: {}
  ScatterFeatureRequirement: {}
  StepInputExpressionRequirement: {}
inputs:
  archive: string
  shards: int
  panel_version: string[]?
steps:
  number:
    run:
      class: ExpressionTool
      requirements:
        InlineJavascriptRequirement: {}
      inputs:
        shards: int
      outputs:
        numbers: int[]
      expression: |
        ${
          var numbers = [];
          for (var i = 0; i < inputs.shards; i++) numbers.push(i);
          return { numbers: numbers };
        }
    in: { shards: shards }
    out: [numbers]
  reanalyse:
    run: reanalyse-shard.cwl
    scatter: shard
    in:
      archive: archive
      shard: number/numbers
      shards: shards
      panel_version: panel_version
    out: [result]
  merge:
    run: merge.cwl
    in:
      archive: archive
      results: reanalyse/result
    out: [events]
outputs:
  events:
    type: File
    outputSource: merge/events
  results:
    type: File[]
    outputSource: reanalyse/result
