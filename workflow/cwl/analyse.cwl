cwlVersion: v1.2
class: CommandLineTool
label: Ranks the candidate variants of one person or family
doc: |
  cwltool workflow/cwl/analyse.cwl --case F0001 --vcf trio.vcf.gz --ped trio.ped --panel epilepsy
  The image is built from packaging/Containerfile; with --no-container the panelist on the path is run.
baseCommand: [panelist, analyse]
hints:
  DockerRequirement:
    dockerPull: panelist:0.2.0
  SoftwareRequirement:
    packages:
      panelist:
        version: ["0.2.0"]
  ResourceRequirement:
    coresMin: 2
    ramMin: 2000
inputs:
  case:
    type: string
    doc: Name of the folder of results
    inputBinding: { prefix: --out-dir, position: 2 }
  vcf:
    type: File[]
    secondaryFiles:
      - { pattern: .tbi, required: false }
      - { pattern: .csi, required: false }
    inputBinding: { position: 1 }
  ped:
    type: File?
    inputBinding: { prefix: --ped, position: 3 }
  panel:
    type:
      - "null"
      - type: array
        items: string
        inputBinding: { prefix: --panel }
    inputBinding: { position: 3 }
  panel_file:
    type:
      - "null"
      - type: array
        items: File
        inputBinding: { prefix: --panel }
    inputBinding: { position: 3 }
  hpo:
    type: string?
    inputBinding: { prefix: --hpo, position: 3 }
  label:
    type:
      - "null"
      - type: array
        items: string
        inputBinding: { prefix: --label }
    inputBinding: { position: 3 }
  policy:
    type: File?
    inputBinding: { prefix: --policy, position: 3 }
  store:
    type: Directory?
    doc: Panels and other knowledge; a folder of results made under another store is no input of this step
    inputBinding: { prefix: --store, position: 3 }
arguments:
  - position: 4
    valueFrom: --no-progress
  - position: 4
    prefix: --log-format
    valueFrom: json
stderr: $(inputs.case).log
outputs:
  results:
    type: Directory
    outputBinding: { glob: $(inputs.case) }
  log:
    type: stderr
