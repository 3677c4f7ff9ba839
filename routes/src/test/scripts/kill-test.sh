#!/bin/sh
# Kills a demonstration again and again at random moments, then lets it end and checks what it left.
#
#   kill-test.sh DATA KILLS [ARGUMENTS OF demo...]
#
# DATA is made if it is missing. Only the process that this script started is killed, by its id. COMITY names the command
# (default: the repository's). Exit 0 if the last run ended well and check-report.py finds nothing wrong.
set -u
if [ $# -lt 2 ]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
data=$1
kills=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
comity=${COMITY:-$here/../../../../comity}
longest=${LONGEST:-15}

# A whole number of milliseconds below the longest run, from the system's random source.
moment() {
    echo $(( $(od -An -N4 -tu4 /dev/urandom) % (longest * 1000) ))
}

# The command may start the program as a child: the group is what was started here.
run=0
while [ "$run" -lt "$kills" ]; do
    run=$((run + 1))
    ms=$(moment)
    setsid "$comity" demo --once --data "$data" "$@" >"$data.run.log" 2>&1 &
    group=$!
    sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
    if kill -0 "$group" 2>/dev/null; then
        kill -KILL -- "-$group" 2>/dev/null
        echo "kill $run of $kills after $ms ms"
    else
        echo "kill $run of $kills: it had ended before $ms ms"
    fi
    wait "$group" 2>/dev/null
done

"$comity" demo --once --data "$data" "$@" >"$data.run.log" 2>&1
code=$?
if [ "$code" -ne 0 ]; then
    echo "the run after the kills ended with $code:" >&2
    tail -40 "$data.run.log" >&2
    exit 1
fi
"$comity" audit verify "$data/log" --trust "$data/trust.yaml" || exit 1
exec python3 "$here/check-report.py" "$data"
