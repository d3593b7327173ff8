#!/usr/bin/env bash
# Exports trials and estimates of shipped scenarios and has Python and R read them.
#
# Usage: export.sh WASHOUT    (the built tool; Debian's python3-jsonschema, r-base-core and r-cran-survival must be installed)
set -euo pipefail

washout=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
cd "$here/../.."
work=$(mktemp -d /tmp/washout-export.XXXXXX)
trap 'rm -rf "$work"' EXIT

for scenario in cstar012 pericarditis exponential; do
  for trial in 1 17; do
    "$washout" export "$scenario" --trial "$trial" --output "$work" --quiet >/dev/null
    python3 "$here/check_dataset_json.py" "$work/$scenario/export/trial-$trial"/ad*.json
    Rscript --vanilla "$here/adtte.R" "$work/$scenario/export/trial-$trial"
  done
done
"$washout" export cstar012 --trial 17 --arm no-effect --truth --output "$work" --quiet >/dev/null
python3 "$here/check_dataset_json.py" "$work/cstar012/export/trial-17-no-effect"/ad*.json
Rscript --vanilla "$here/adtte.R" "$work/cstar012/export/trial-17-no-effect"

for scenario in cstar012 exponential; do
  "$washout" run "$scenario" --trials 2100 --output "$work" --quiet >/dev/null
  "$washout" export "$scenario" --estimates --trials 2100 --output "$work" --quiet >/dev/null
  Rscript --vanilla "$here/estimates.R" "$work/$scenario/export/estimates.csv" \
    "$work/$scenario/operating_characteristics.csv"
done
