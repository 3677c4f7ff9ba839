#!/usr/bin/env bash
# Plants ten different mistakes in a copy of config/ and expects 'comity config check' to list exactly those ten, each with
# file, line and column, and to end with 1. Checks first that the configuration as it stands is sound.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
config=$work/config
expected=$work/expected

mkdir "$config"
cp -R "$home"/config/hub.yaml "$home"/config/agencies.yaml "$home"/config/purposes.yaml "$home"/config/agreements "$config"

fail() {
  echo "planted-mistakes: $*" >&2
  exit 1
}

# plant FILE FIND REPLACE: changes the first occurrence, and notes the place where it now stands.
plant() {
  local file=$1 find=$2 replace=$3 line
  line=$(grep -nF -m1 -- "$find" "$config/$file" | cut -d: -f1) || fail "'$find' is not in $file: the sample has changed"
  sed -i.orig "${line}s|${find}|${replace}|" "$config/$file"
  cmp -s "$config/$file" "$config/$file.orig" && fail "nothing was planted in $file"
  rm "$config/$file.orig"
  echo "$file:$line" >>"$expected"
}

"$home/comity" config check --config "$config" >"$work/sound" || {
  cat "$work/sound"
  fail "the configuration is not sound before anything is planted"
}

plant hub.yaml 'Asia/Shanghai' 'Asia/Shanghia'
plant agencies.yaml '11440300999000056Y' '11440300999000056X'
plant purposes.yaml 'dpv: dpv:PublicBenefit' 'dpv: PublicBenefit'
plant agreements/transport/death-to-concession.yaml '- evidenceLevel' '- evidencLevel'
plant agreements/housing/marriage-to-household.yaml 'consumer: housing' 'consumer: huosing'
plant agreements/statistics/property-price-bands.yaml 'purpose: official-statistics' 'purpose: official-statistcs'
plant agreements/civil-affairs/rental-to-allowance.yaml '- human-decision' '- human-decison'
plant agreements/housing/death-to-public-rental.yaml 'record.deathDivision' 'record.deathDivison'
plant agreements/open-data/property-sales.yaml 'public-information' 'public-informations'
plant agreements/housing/property-transfers.yaml 'property-transfer/1' 'property-transfer/9'

code=0
"$home/comity" config check --config "$config" >"$work/found" || code=$?
cat "$work/found"

[ "$code" = 1 ] || fail "exit code $code, expected 1"
grep -E '^[^ ]+:[1-9][0-9]*:[1-9][0-9]*  ' "$work/found" | grep -vE '^[^ ]+  warning: ' >"$work/errors" || true
[ "$(wc -l <"$work/errors")" -eq 10 ] || fail "$(wc -l <"$work/errors") problems listed, expected 10"
cut -d: -f1,2 "$work/errors" | sort >"$work/places"
sort "$expected" | diff - "$work/places" >&2 || fail "the places differ (< planted, > listed)"
echo "planted-mistakes: ten planted, the same ten listed"
