#!/bin/sh
#SBATCH --job-name=washout
#SBATCH --output=task.%a.txt
#SBATCH --open-mode=append
# One task of the array; its process id is kept for the test, which kills one of them.
echo $$ >"pid.$SLURM_ARRAY_TASK_ID"
exec "$WASHOUT" run rate.yaml --trials "$TRIALS" --vary leaving.lost=0.05,0.15 --threads 1 --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
