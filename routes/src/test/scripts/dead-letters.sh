#!/usr/bin/env bash
# dead-letters.sh [DATA]: a record for agencies that are away, in a hub that lets deliveries wait for two seconds: listed, shown, submitted
# again, given up, and all of it in a log of which nothing is false. DATA was made by 'comity demo --once'; without it, it is made here. Two minutes.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
comity=${COMITY:-$home/comity}
work=$(mktemp -d)
data=${1:-$work/city}
pid=
. "$(dirname "$0")/expect.sh"

finish() {
  [ -z "$pid" ] || kill -TERM "$pid" 2>/dev/null || true
  [ -z "$pid" ] || wait "$pid" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

letters() { "$comity" dead list --data "$data" -o json; }
some() { letters | python3 -c 'import json,sys; sys.exit(0 if len(json.load(sys.stdin)["letters"]) >= '"$1"' else 1)'; }
id() { letters | python3 -c 'import json,sys; print(json.load(sys.stdin)["letters"]['"$1"']["id"])'; }

[ -d "$data" ] || "$comity" demo --once --data "$data" >"$work/demo" 2>&1
example=$home/schemas/records/death-registration/1/examples/cremated.json
printf '{"record": "death-registration/1", "body": %s}\n' "$(cat "$example")" >"$work/record.json"

expect 5 "without a hub there is nobody to ask" "$comity" dead list --data "$data"
COMITY_DELIVERY_KEEP=PT2S "$comity" run --data "$data" >"$work/hub" 2>&1 &
pid=$!
within 60 "the hub is ready" grep -q '^Ready' "$work/hub"
within 30 "a record is accepted" "$comity" send "$work/record.json" --as civil-affairs --data "$data"
within 90 "what nobody takes becomes dead letters" some 2
first=$(id 0)
expect 0 "one is shown" "$comity" dead show "${first:0:8}" --data "$data" -o json
said '"cause" *: *"expired"' "with its cause"
said '"fields"' "and the names of its fields"
python3 - "$work/record.json" "$work/out" <<'PY' && echo "ok    no value of the record is shown" || failures=$((failures + 1))
import json, sys
def values(node):
    if isinstance(node, dict):
        for one in node.values(): yield from values(one)
    elif isinstance(node, list):
        for one in node: yield from values(one)
    elif isinstance(node, str) and len(node) > 6: yield node
shown = open(sys.argv[2]).read()
sys.exit(1 if any('"%s"' % value in shown for value in values(json.load(open(sys.argv[1]))["body"])) else 0)
PY
expect 1 "what its presentation does not show cannot be decided anew: the agreement tests the division" \
  "$comity" dead resubmit "$first" --data "$data"
said 'jurisdiction' "and the reason is said"
expect 0 "so it stays a dead letter" "$comity" dead show "$first" --data "$data"
second=$(id 0)
expect 2 "nothing is given up without a reason" "$comity" dead discard "$second" --data "$data"
expect 0 "one is given up" "$comity" dead discard "$second" --data "$data" --reason 'the agency was closed'
expect 4 "for good" "$comity" dead resubmit "$second" --data "$data"
expect 4 "what is not there is said not to be" "$comity" dead show 000000 --data "$data"
kill -TERM "$pid"
wait "$pid" || failures=$((failures + 1))
pid=
expect 3 "nothing in the log is false; its last entries have no witnesses, because the agencies are away" "$comity" audit verify "$data/log" --trust "$data/trust.yaml"
said 'resubmitted' "and counts what was submitted again"
[ "$failures" = 0 ] && echo "all ok" || { echo "$failures failed"; exit 1; }
