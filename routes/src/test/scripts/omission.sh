#!/usr/bin/env bash
# omission.sh DATA: an operator leaves one accepted record out of the log of a finished demonstration, builds everything anew and
# signs it with the hub's own keys. Its provider, an auditor with an older checkpoint, and the sequence of submissions must each
# notice. Works on a copy; DATA is not changed.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
data=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$(dirname "$0")/expect.sh"

comity() { "$home/comity" "$@"; }

cp -R "$data" "$work/city"
for name in civil-affairs statistics; do
  expect 0 "before it, $name and the log agree" comity agency reconcile --as "$name" --data "$work/city"
done

libraries=$(ls -dt "$home"/.comity-build/by-source/*/ | head -1)
read -r provider record < <(java -cp "$libraries*" \
  "$home/routes/src/test/java/dev/comity/cli/OmittedRecord.java" "$work/city")
echo "      left out: record $record of $provider"

expect 1 "its provider's reconciliation fails" comity agency reconcile --as "$provider" --data "$work/city"
said "$record" "... and names the record"
expect 1 "the log does not verify" comity audit verify "$work/city/log" --trust "$work/city/trust.yaml"
said "submission seq" "... and the gap in the sequence of submissions is named"
expect 1 "it does not extend the older checkpoint" comity audit verify "$work/city/log" \
  --trust "$work/city/trust.yaml" --against "$work/city/log.genuine/checkpoint"
said "checkpoint" "... and the checkpoint is named"

[ "$failures" = 0 ] || { echo "$failures failed"; exit 1; }
