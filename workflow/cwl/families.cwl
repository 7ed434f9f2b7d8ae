cwlVersion: v1.2
class: Workflow
label: Several families, each into a folder of its own
doc: |
  cwltool --parallel --cachedir cache/$(date +%F) workflow/cwl/families.cwl families.yaml
  With the same folder of the cache a run that was ended goes on where it was. Another night, with another
  store, wants another one: a cache knows the files of a step, and of a store its name alone.
requirements:
  ScatterFeatureRequirement: {}
  StepInputExpressionRequirement: {}
  InlineJavascriptRequirement: {}
inputs:
  families:
    type:
      type: array
      items:
        type: record
        name: family
        fields:
          - { name: case, type: string }
          - name: vcf
            type: { type: array, items: File }
            secondaryFiles:
              - { pattern: .tbi, required: false }
              - { pattern: .csi, required: false }
          - { name: ped, type: File? }
          - { name: panel, type: "string[]?" }
          - { name: hpo, type: string? }
          - { name: label, type: "string[]?" }
  policy: File?
  store: Directory?
steps:
  analyse:
    run: analyse.cwl
    scatter: family
    in:
      family: families
      case: { valueFrom: $(inputs.family.case) }
      vcf: { valueFrom: $(inputs.family.vcf) }
      ped: { valueFrom: $(inputs.family.ped) }
      panel: { valueFrom: $(inputs.family.panel) }
      hpo: { valueFrom: $(inputs.family.hpo) }
      label: { valueFrom: $(inputs.family.label) }
      policy: policy
      store: store
    out: [results]
outputs:
  results:
    type: Directory[]
    outputSource: analyse/results
