#!/usr/bin/env bash
# large-records.sh [RECORDS]: a stream of records of almost 10 MB, one a second, to three recipients each, through a hub that has 256 MB of
# memory. Fails if one is missing or doubled, the log does not verify, or memory runs out. About a minute.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
COMITY_JAVA_OPTIONS=-Xmx256m "${COMITY:-$home/comity}" bench --size 9900000 --records "${1:-8}" --warm-up 2 --rate 1
