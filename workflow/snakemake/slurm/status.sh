#!/bin/bash
# How a Slurm job stands, for `snakemake --cluster-status`. Asks the controller, as accounting may be absent
# or late; a job that the controller has forgotten (MinJobAge) counts as failed, and its case folders tell
# the truth when it is submitted again.
state=$(scontrol show job --oneliner "$1" 2>/dev/null | grep -o 'JobState=[A-Z_]*' | cut -d= -f2)
case "$state" in
  COMPLETED) echo success ;;
  PENDING | CONFIGURING | RUNNING | COMPLETING | SUSPENDED | REQUEUED | RESIZING) echo running ;;
  *) echo failed ;;
esac
