#!/usr/bin/env bash
# onboarding.sh DATA: a new agency from nothing to its first record, at a hub that runs, with the commands that the two sides have.
# Works on a copy of what 'comity demo --once --data DATA' left; about half a minute.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
comity=${COMITY:-$home/comity}
work=$(mktemp -d)
data=$work/city
. "$(dirname "$0")/expect.sh"
trap finish EXIT

received() { find "$data/agencies/water-bureau/received/property-transfer/1" -name '*.sdjwt' | grep .; }

cp -R "$1" "$data"
rm -f "$data/hub/endpoint.json"
"$comity" run --data "$data" >"$work/hub.out" 2>&1 &
pids+=($!)
within 60 "the hub is ready" test -s "$data/hub/endpoint.json"
started=$SECONDS

expect 0 "the agency makes its folder" "$comity" agency new water-bureau --title-en 'Water Bureau' --title-zh 水务局 \
  --code 11440300999000080F --division 440300 --data "$data"
fingerprint=$(grep -o '[0-9a-f]\{4\}\(-[0-9a-f]\{4\}\)\{15\}' "$work/out" | sed -n 1p)
application=$data/agencies/water-bureau/water-bureau.application.jwt
expect 0 "its keys are its own" test -z "$(find "$data/agencies/water-bureau/keys" -type f -perm /077 ! -name '*.csr')"

expect 1 "... not taken in with another fingerprint" "$comity" agency admit "$application" --fingerprint 0000 --data "$data"
expect 0 "the registrar and the hub take it in" "$comity" agency admit "$application" --fingerprint "$fingerprint" --data "$data"
expect 1 "... once" "$comity" agency admit "$application" --fingerprint "$fingerprint" --data "$data"

agreement=$data/config/agreements/water-bureau/transfers-to-water.yaml
mkdir -p "$(dirname "$agreement")"
sed -e 's/^agreement: .*/agreement: transfers-to-water/' -e 's/^consumer: .*/consumer: water-bureau/' \
  "$data/config/agreements/housing/property-transfers.yaml" >"$agreement"
cp "$data/config/agreements/housing/property-transfers.tests.yaml" "${agreement%.yaml}.tests.yaml" # the same release, the same tests
expect 0 "the provider signs" "$comity" agreement sign "$agreement" --as land-registry --data "$data"
expect 0 "the newcomer signs" "$comity" agreement sign "$agreement" --as water-bureau --data "$data"
expect 0 "the hub that runs takes both over" "$comity" reload --data "$data"

"$comity" agency run --config "$data/agencies/water-bureau" >"$work/agency.out" 2>&1 &
pids+=($!)
python3 -c '
import json, sys, uuid
record = json.load(open(sys.argv[1]))
record["transactionId"] = str(uuid.uuid4())
json.dump(record, open(sys.argv[2], "w"))' "$home/schemas/records/property-transfer/1/examples/added.json" "$work/record.json"
expect 0 "the provider sends a record" "$comity" send "$work/record.json" --type property-transfer/1 --as land-registry --data "$data"
within 60 "the newcomer has it" received
expect 0 "... and it opens with all its proofs" "$comity" open "$(received | sed -n 1p)" --as water-bureau --data "$data"
echo "from nothing to the first record: $((SECONDS - started)) s"
[ "$failures" = 0 ] || {
  echo "onboarding: $failures failed" >&2
  exit 1
}
echo "onboarding: all as expected"
