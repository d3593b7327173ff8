#!/usr/bin/env bash
# Writes reports of CSTAR012, of a scenario without drug and visits, and of one whose every text is hostile, and opens
# them in a headless Chromium. What the browser saw is kept as pictures in a temporary folder.
#
# Usage: run.sh WASHOUT    (the built tool; chromium and python3 must be installed)
set -euo pipefail

washout=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d /tmp/washout-browser.XXXXXX)
trap 'rm -rf "$work/scenarios" "$work/output"' EXIT

mkdir "$work/scenarios"
cp "$here"/../../scenarios/{cstar012,exponential}.yaml "$here/hostile.yaml" "$work/scenarios/"
"$washout" run "$work"/scenarios/*.yaml --trials 2000 --set expect=null --set what_if.trials=250 \
  --output "$work/output" --quiet >/dev/null
python3 "$here/report.py" "$(command -v chromium)" "$work/pictures" "$work"/output/*/report.html \
  "$work/output/overview.html"
