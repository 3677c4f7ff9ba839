#!/usr/bin/env bash
# agency-kills.sh DATA KILLS [--seed N] [--rate N] [--hub-down SECONDS]: agencies killed with kill -9 at every step of theirs, one
# after another and several at once, while records flow; then whether each record of the source stands in each consumer's table
# exactly once and in its order. 200 kills take some ten minutes. Exit 0 only if everything holds.
#
# A hub, a provider that reads a table and two consumers that write one run as processes of their own; the tables are outside them.
set -euo pipefail
if [ $# -lt 2 ]; then
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
exec "$(dirname "$0")/processes.sh" AgencyKills "$@"
