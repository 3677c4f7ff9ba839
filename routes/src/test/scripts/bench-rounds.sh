#!/usr/bin/env bash
# The baseline, 'comity bench' and the broker's ceiling in turn, three rounds, and a table of all rounds. A measurement for a quiet
# machine: about ten minutes. The baseline and the ceiling are programs beside the project, in ../shared/bench or BENCH=DIR.
# Arguments go to 'comity bench', for instance --providers 2. ROUNDS=N for another number of rounds.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
bench=${BENCH:-$home/../shared/bench}
rounds=${ROUNDS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -x "$bench/naive-camel/run.sh" ] && [ -x "$bench/ceiling/run.sh" ] || {
  echo "bench-rounds: no baseline and ceiling in $bench; give BENCH=DIR" >&2
  exit 4
}

# value NAME FILE: the last 'NAME: value' line
value() { sed -n "s/^$1: //p" "$2" | tail -1; }

# Both build once, into folders that the rounds share.
mkdir "$work/naive" "$work/ceiling"
for round in $(seq "$rounds"); do
  echo "round $round: baseline" >&2
  BUILD=$work/naive "$bench/naive-camel/run.sh" >"$work/naive.$round"
  echo "round $round: comity bench" >&2
  "$home/comity" bench "$@" >"$work/bench.$round"
  echo "round $round: ceiling" >&2
  BUILD=$work/ceiling "$bench/ceiling/run.sh" >"$work/ceiling.$round"
  # '... med N rec/s (...)' in the last line
  sed -n 's/.* med \([0-9]*\) rec\/s.*/records_per_second: \1/p' "$work/ceiling.$round" | tail -1 >>"$work/ceiling.$round"
done

printf '| round | baseline/s | baseline CPU ms | bench/s | bench CPU ms | ceiling/s | own ceiling ratio | x baseline | x ceiling |\n'
printf '|---|---|---|---|---|---|---|---|---|\n'
for round in $(seq "$rounds"); do
  naive=$(value records_per_second "$work/naive.$round")
  ours=$(value records_per_second "$work/bench.$round")
  ceiling=$(value records_per_second "$work/ceiling.$round")
  awk -v r="$round" -v n="$naive" -v nc="$(value cpu_ms_per_record "$work/naive.$round")" -v o="$ours" \
    -v oc="$(value cpu_ms_per_record "$work/bench.$round")" -v c="$ceiling" -v or="$(value ceiling_ratio "$work/bench.$round")" \
    'BEGIN { printf "| %d | %.0f | %s | %.0f | %s | %.0f | %s | %.1f | %.2f |\n", r, n, nc, o, oc, c, or, o / n, o / c }'
done
cat "$work/bench.$rounds"
