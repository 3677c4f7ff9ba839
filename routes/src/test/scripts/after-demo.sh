#!/usr/bin/env bash
# after-demo.sh DATA: looks at what 'comity demo --once --data DATA' left, with the commands that an auditor and a recipient
# have. Works on copies; DATA is not changed.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
data=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$(dirname "$0")/expect.sh"

verify() { "$home/comity" audit verify "$1" --trust "${2:-$data/trust.yaml}"; }

copy_log() {
  rm -rf "$work/log"
  cp -R "$data/log" "$work/log"
}

# Changes one byte in the middle of a file: flips its lowest bit.
flip_byte() {
  local at=$(($(wc -c <"$1") / 2)) byte
  byte=$(od -An -tu1 -j "$at" -N 1 "$1" | tr -d ' ')
  printf "$(printf '\\%03o' $((byte ^ 1)))" | dd of="$1" bs=1 seek="$at" conv=notrunc status=none
}

log_checks() {
  expect 0 "the log verifies" verify "$data/log"
  local file
  for file in $(cd "$data/log" && find tile -type f | sort | awk 'NR % 5 == 1'); do
    copy_log
    flip_byte "$work/log/$file"
    expect 1 "one byte changed in $file" verify "$work/log"
    said 'first that cannot be trusted' "... and the first entry that cannot be trusted is named"
  done
  copy_log
  rm -r "$work/log/tile/entries/$(cd "$work/log/tile/entries" && find . -type d -name '*.p' | sort | tail -n 1)"
  expect 1 "the last entries removed, checkpoint kept" verify "$work/log"
  unknown_key
}

# A trust file with another, well-formed key for the same log: nothing is false, but nobody trusted has signed.
unknown_key() {
  python3 - "$data/trust.yaml" >"$work/trust.yaml" <<'PYTHON'
import base64, hashlib, os, re, sys

def other(match):
    name = match.group(1)
    key = b"\x01" + os.urandom(32)
    key_id = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    return '"vkey":"%s+%s+%s"' % (name, key_id.hex(), base64.b64encode(key).decode())

print(re.sub(r'"vkey":"([^+"]+)\+[^"]+"', other, open(sys.argv[1]).read(), count=1), end="")  # the log's comes first
PYTHON
  expect 3 "a trust file that does not know the log's key" verify "$data/log" "$work/trust.yaml"
  expect 4 "no trust file" verify "$data/log" "$work/none.yaml"
}

# An auditor who asks for two witnesses: with one it is not known, and with a forged one it is false.
witness_checks() {
  sed 's/^quorum: .*/quorum: 2/' "$data/trust.yaml" >"$work/two.yaml"
  expect 0 "a quorum of two witnesses" verify "$data/log" "$work/two.yaml"
  copy_log
  awk '/^— [^ ]*\/witness / && seen++ { next } { print }' "$data/log/checkpoint" >"$work/log/checkpoint"
  expect 3 "all but one witness's cosignature taken away" verify "$work/log" "$work/two.yaml"
  said 'cosigned by 1 of .* 2 needed' "... and the reason is said"
  awk '/^— [^ ]*\/witness / { last = $0 } END { print last }' "$data/log/checkpoint" | sed 's/AAAA/AAAB/' >"$work/line"
  awk '/^— [^ ]*\/witness / { next } { print }' "$data/log/checkpoint" >"$work/log/checkpoint"
  cat "$work/line" >>"$work/log/checkpoint"
  expect 1 "a witness's cosignature with another time" verify "$work/log" "$work/two.yaml"
  said 'does not hold' "... and is called forged"
}

# The verifier in another language, and the auditor's stand-alone program, on the same log.
outside_checks() {
  outside() { python3 "$home/docs/verify-elsewhere/verify_log.py" "$1" --trust "$data/trust.yaml"; }
  expect 0 "the outside verifier accepts the log" outside "$data/log"
  local file
  for file in $(cd "$data/log" && find tile -type f | sort | awk 'NR % 9 == 4'); do
    copy_log
    flip_byte "$work/log/$file"
    expect 1 "the outside verifier rejects one byte changed in $file" outside "$work/log"
  done
}

# One exchange in one zip, in a folder that holds nothing else but the program and the anchors.
evidence_checks() {
  local delivery zip name
  delivery=$(basename "$(find "$data"/agencies/*/received -name '*.sdjwt' | sort | sed -n 1p)" .sdjwt)
  expect 0 "the evidence of an exchange is exported" \
    "$home/comity" audit export "$delivery" --data "$data" --out "$work/evidence"
  mkdir "$work/alone"
  cp "$work"/evidence/*.zip "$work/alone/evidence.zip"
  cp "$data/trust.yaml" "$home/config/target/comity-verify.jar" "$work/alone"
  alone() { (cd "$work/alone" && java -jar comity-verify.jar verify "$1" --trust trust.yaml); }
  expect 0 "... and verified with the stand-alone program alone" alone evidence.zip
  python3 - "$work/alone" <<'PYTHON'
import sys, zipfile
folder = sys.argv[1]
with zipfile.ZipFile(folder + "/evidence.zip") as bundle:
    files = {name: bundle.read(name) for name in bundle.namelist()}
for number, prefix in enumerate(["MANIFEST", "checkpoint", "entries/", "presentations/", "statements/", "bundles/"]):
    name = next(n for n in files if n.startswith(prefix))
    changed = bytearray(files[name])
    changed[len(changed) // 2] ^= 1
    with zipfile.ZipFile("%s/changed-%d.zip" % (folder, number), "w") as out:
        for other, content in files.items():
            out.writestr(other, bytes(changed) if other == name else content)
PYTHON
  for zip in "$work"/alone/changed-*.zip; do
    name=$(basename "$zip")
    expect 1 "... and rejected after a changed byte ($name)" alone "$name"
    said 'bundle.manifest' "... by a check that is named"
  done
}

opens() { "$home/comity" open "$1" --as "$2" --data "${3:-$data}"; }

open_checks() {
  local file agency name
  file=$(find "$data"/agencies/*/received -name '*.sdjwt' | sort | sed -n 1p)
  name=$(basename "$file" .sdjwt)
  agency=${file#"$data"/agencies/}
  agency=${agency%%/*}
  mkdir "$work/open"
  cp "${file%.sdjwt}".* "$work/open"
  local copy=$work/open/$name.sdjwt
  expect 0 "a presentation opens as its recipient" opens "$copy" "$agency"
  expect 1 "... and not as another agency" opens "$copy" "$(another_than "$agency")"
  sed 's/~[^~]*~\([^~]*\)$/~\1/' "$file" >"$copy"
  expect 1 "one disclosure removed" opens "$copy" "$agency"
  sed "s/~\([^~]*\)\$/~$(printf '["AAAAAAAAAAAAAAAAAAAAAA","price",1]' | base64 | tr -d '=\n' | tr '/+' '_-')~\1/" "$file" >"$copy"
  expect 1 "one disclosure added" opens "$copy" "$agency"
  cp "$file" "$copy"
  mv "$work/open/$name.entry" "$work/open/kept"
  expect 1 "without its entry" opens "$copy" "$agency"
  mv "$work/open/kept" "$work/open/$name.entry"
  unsigned_agreement "$copy" "$agency"
}

another_than() { (cd "$data/agencies" && ls -d -- */ | tr -d / | grep -vx "$1" | sed -n 1p); }

# The same data folder, but every agreement lacks one of its two signatures.
unsigned_agreement() {
  mkdir "$work/data"
  cp -R "$data/trust.yaml" "$data/directory" "$data/config" "$work/data"
  find "$work/data/config" -name '*.signatures.json' -exec python3 -c '
import json, sys
for name in sys.argv[1:]:
    signatures = json.load(open(name))
    signatures["signatures"] = signatures["signatures"][:1]
    json.dump(signatures, open(name, "w"))' {} +
  expect 1 "under an agreement that lacks a signature" opens "$1" "$2" "$work/data"
  said '✗ agreement' "... and says so"
}

# The auditor's journey on a copy without the broker and the agencies: who saw what, why, opened after the log says so, decided again.
auditor_checks() {
  local copy=$work/audit id
  mkdir -p "$copy/hub"
  cp -R "$data"/{trust.yaml,directory,config,log,auditor} "$copy"
  cp -R "$data"/hub/{keys,state,index,evidence} "$copy/hub"
  expect 0 "who saw deathDate at transport" "$home/comity" audit search --data "$copy" --field deathDate --to transport -o json
  id=$(python3 -c '
import json, sys
found = json.load(open(sys.argv[1]))
wanted = {"exchange", "time", "provider", "consumer", "record", "agreement", "purpose", "basis", "proof"}
times = [one["time"] for one in found]
if found and all(wanted <= set(one) for one in found) and times == sorted(times, reverse=True):
    print(found[0]["exchange"])' "$work/out") || id=
  [ -n "$id" ] && echo "ok    ... newest first, with all that an auditor asks" || failures=$((failures + 1))
  expect 0 "its story" "$home/comity" explain "$id" --data "$copy"
  said 'death-to-concession.yaml' "... names the agreement's file"
  expect 4 "its story for somebody whom it does not concern" "$home/comity" explain "$id" --data "$copy" --as statistics
  expect 0 "its evidence, opened" "$home/comity" audit access "$id" --data "$copy" --auditor "$copy/auditor" --case A-1 --out "$work/opened"
  expect 0 "... and the log says so" grep -rqa "\"kind\":\"access\".*$id" "$copy/log/tile/entries"
  expect 0 "packed with its envelope" "$home/comity" audit export "$id" --data "$copy" --opened "$work/opened" --out "$work/packed"
  expect 0 "decided again from it" "$home/comity" audit replay "$work/packed"/*.zip --trust "$data/trust.yaml"
  expect 3 "decisions without the records are claimed" "$home/comity" audit replay "$data/log" --trust "$data/trust.yaml"
  rm "$copy"/auditor/evidence-*.pem
  expect 3 "nothing is opened without the month's key" "$home/comity" audit access "$id" --data "$copy" --auditor "$copy/auditor" --case A-1 --out "$work/closed"
}

log_checks
auditor_checks
witness_checks
outside_checks
evidence_checks
open_checks
[ "$failures" = 0 ] || {
  echo "after-demo: $failures failed" >&2
  exit 1
}
echo "after-demo: all as expected"
