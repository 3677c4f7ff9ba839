#!/usr/bin/env bash
# reload.sh [DATA]: an agreement's life in a demonstration that runs: narrowed, signed, taken over, widened by the operator alone,
# rolled back, withdrawn. Starts the demonstration itself and ends it; about a minute.
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

# Prints the log, one entry a line.
entries() {
  python3 - "$data/log" <<'PY'
import pathlib, struct, sys
folder = pathlib.Path(sys.argv[1]) / "tile" / "entries"
size = int((folder.parent.parent / "checkpoint").read_text().split("\n")[1])
for n in range((size + 255) // 256):
    whole = folder / ("%03d" % n)
    width = min(256, size - 256 * n)
    file = whole if whole.is_file() else folder / ("%03d.p" % n) / str(width)
    data, at = file.read_bytes(), 0
    for _ in range(width):
        length, = struct.unpack_from(">H", data, at)
        print(data[at + 2:at + 2 + length].decode())
        at += 2 + length
PY
}

# released VERSION_DIGEST_COUNT: whether so many deaths were released to transport after the newest config entry, none with deathDate.
narrow_releases() {
  entries | python3 -c '
import json, sys
after = []
for line in sys.stdin:
    entry = json.loads(line)
    if entry["kind"] == "config":
        after = []
    elif entry["kind"] == "released" and entry["agreement"] == "death-to-concession":
        after.append(entry)
assert all("deathDate" not in [f["path"] for f in e["released"]] for e in after), "deathDate was released"
assert len(after) >= int(sys.argv[1]), "only %d were released since" % len(after)
' "$1"
}

withdrawn() { entries | grep -q "\"agreement\":\"$1\".*\"state\":\"withdrawn\""; }

sign() { "$comity" agreement sign "$config/$1" --as "$2" --data "$data"; }
reload() { "$comity" reload --data "$data"; }

"$comity" demo --data "$data" >"$work/demo.out" 2>&1 &
pid=$!
within 90 "the demonstration is ready" grep -q "^Ready" "$work/demo.out"
config=$data/config
name=agreements/transport/death-to-concession
cp "$config/$name.yaml" "$work/3.yaml"
cp "$config/$name.tests.yaml" "$work/3.tests.yaml"
cp "$config/$name.signatures.json" "$work/3.signatures.json"
cp -R "$config" "$work/old"

echo "== an agreement is narrowed"
sed -i.bak -e 's/^version: 3/version: 4/' -e '/^  - deathDate$/d' "$config/$name.yaml"
sed -i.bak -e 's/deathDate, //' "$config/$name.tests.yaml"
rm -f "$config/$name".*bak
expect 0 "its tests hold" "$comity" policy test --config "$config"
expect 0 "the difference is told" "$comity" policy diff "$work/old" "$config"
said "narrowed .*deathDate" "... as the one cell that is narrowed"
expect 1 "a draft that nobody signed is not taken over" reload
said "over another file" "... and the reason is named"
expect 0 "one side signs" sign "$name.yaml" civil-affairs
expect 1 "one signature is not enough" reload
said "signature of transport" "... and the missing one is named"
expect 0 "the other side signs" sign "$name.yaml" transport
expect 0 "what both signed is taken over" reload
within 40 "records go on, and none releases the field" narrow_releases 1

echo "== the operator widens it alone"
cp "$config/$name.yaml" "$work/4.yaml"
cp "$config/$name.signatures.json" "$work/4.signatures.json"
sed -i.bak -e 's/^release:/release:\n  - deathDate/' "$config/$name.yaml"
sed -i.bak -e 's/holderToken, /holderToken, deathDate, /' "$config/$name.tests.yaml"
rm -f "$config/$name".*bak
expect 1 "an edited file with the old signatures is not taken over" reload
said "over another file" "... and the reason is named"
cp "$work/3.yaml" "$config/$name.yaml"
cp "$work/3.tests.yaml" "$config/$name.tests.yaml"
cp "$work/3.signatures.json" "$config/$name.signatures.json"
expect 1 "the version before, with its genuine signatures, is not taken over" reload
said "versions only rise" "... and the reason is named"
cp "$work/4.yaml" "$config/$name.yaml"
cp "$work/4.signatures.json" "$config/$name.signatures.json"
sed -i.bak -e 's/deathDate, //' "$config/$name.tests.yaml"
rm -f "$config/$name".*bak

echo "== one side withdraws"
expect 0 "traffic police withdraws alone" \
  "$comity" agreement withdraw death-to-vehicle --as public-security-traffic --data "$data"
expect 0 "the hub takes it over" reload
expect 0 "the log says so" withdrawn death-to-vehicle
expect 0 "the list is printed" "$comity" agreement list --data "$data"
said "death-to-vehicle .*withdrawn by public-security-traffic" "... with the reason"

echo "== the end"
# By now the sample may be through: what comes here comes after the last change for certain.
printf '{"record": "death-registration/1", "body": %s}' \
  "$(cat "$home/schemas/records/death-registration/1/examples/cremated.json")" >"$work/death.json"
expect 0 "a record is sent by hand" "$comity" send "$work/death.json" --as civil-affairs --data "$data"
within 40 "records go on" narrow_releases 1
kill -TERM "$pid"
code=0
wait "$pid" || code=$?
pid=
expect 0 "the demonstration ended well" test "$code" = 0
[ "$code" = 0 ] || tail -20 "$work/demo.out"
expect 0 "the log verifies" "$comity" audit verify "$data/log" --trust "$data/trust.yaml"

[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
