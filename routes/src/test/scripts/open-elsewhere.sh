#!/usr/bin/env bash
# open-elsewhere.sh DATA: the recipient in another language (docs/open-elsewhere) on what 'comity demo --once --data DATA' left.
# Needs 'npm ci' there. DATA is not changed.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
data=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$(dirname "$0")/expect.sh"

opens() {
  node "$home/docs/open-elsewhere/open.js" "$1" --as "$2" --trust "$data/trust.yaml" --directory "$data/directory"
}

file=$(find "$data/agencies/housing/received" -name '*.sdjwt' | sort | sed -n 1p)
copy=$work/copy.sdjwt
expect 0 "a delivery opens in another language" opens "$file" housing
expect 1 "... not as another agency" opens "$file" transport
said '✗ statement' "... and says why"
cp "${file%.sdjwt}.entry" "$work/copy.entry"
cp "${file%.sdjwt}.tlog-proof" "$work/copy.tlog-proof"
sed 's/~[^~]*~\([^~]*\)$/~\1/' "$file" >"$copy"
expect 1 "... not with a disclosure removed" opens "$copy" housing
said 'sd_hash' "... and says why"
cp "$file" "$copy"
sed -i 's/"time":"2/"time":"3/' "$work/copy.entry"
expect 1 "... not with another log entry" opens "$copy" housing
said '✗ proof' "... and says why"
rm "$work/copy.entry"
expect 1 "... not without a log entry" opens "$copy" housing
expect 4 "... and not where there is no file" opens "$work/none.sdjwt" housing
expect 0 "changed in every way that matters" env COMITY_DATA="$data" npm --prefix "$home/docs/open-elsewhere" --silent test
[ "$failures" = 0 ] || {
  echo "open-elsewhere: $failures failed" >&2
  exit 1
}
echo "open-elsewhere: all as expected"
