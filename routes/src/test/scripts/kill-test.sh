#!/bin/sh
# Kills a demonstration again and again at random moments, then lets it end and checks what it left.
#
#   kill-test.sh DATA KILLS [ARGUMENTS OF demo...]
#
# Every second kill falls at any moment after the start, the others at any moment after the program says that it is ready.
# A run that ends before it is killed is checked, and the next one begins a new folder: DATA-2, DATA-3 and so on.
# Only the process that this script started is killed, by its id. COMITY names the command (default: the repository's),
# LONGEST how many seconds a kill may wait (default: 12). Exit 0 if every run that ended did so well, and
# check-report.py finds nothing wrong in what it left.
set -u
if [ $# -lt 2 ]; then
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
first=$1
kills=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
comity=${COMITY:-$here/../../../../comity}
longest=${LONGEST:-12}
data=$first
folders=1
log=$first.run.log

# A whole number of milliseconds below the longest wait, from the system's random source.
moment() {
    echo $(($(od -An -N4 -tu4 /dev/urandom) % (longest * 1000)))
}

pause() {
    sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}

# Waits until the program with this id is ready, or has ended.
until_ready() {
    until grep -q '^Ready' "$log" 2>/dev/null || ! kill -0 "$1" 2>/dev/null; do
        sleep 0.1
    done
}

# A run that ended must have ended well, and what it left must hold.
check() {
    if [ "$1" -ne 0 ]; then
        echo "a run on $data ended with $1:" >&2
        tail -40 "$log" >&2
        exit 1
    fi
    "$comity" audit verify "$data/log" --trust "$data/trust.yaml" || exit 1
    python3 "$here/check-report.py" "$data" || exit 1
}

killed=0
while [ "$killed" -lt "$kills" ]; do
    ms=$(moment)
    : >"$log"
    # A group of its own, in case the command starts the program as a child.
    setsid "$comity" demo --once --data "$data" "$@" >"$log" 2>&1 &
    group=$!
    since=start
    if [ $((killed % 2)) -eq 1 ]; then
        since=ready
        until_ready "$group"
    fi
    pause "$ms"
    if kill -0 "$group" 2>/dev/null; then
        kill -KILL "-$group"
        wait "$group"
        code=$?
        # 128 and the signal's number: anything else means that this test killed nothing.
        if [ "$code" -ne 137 ]; then
            echo "the run was to be killed, and ended with $code" >&2
            exit 1
        fi
        killed=$((killed + 1))
        echo "kill $killed of $kills, $ms ms after $since: $(tail -1 "$log" | cut -c1-120)"
        continue
    fi
    wait "$group"
    check $?
    folders=$((folders + 1))
    data=$first-$folders
done

"$comity" demo --once --data "$data" "$@" >"$log" 2>&1
check $?
echo "$kills kills in $folders folders: everything is where it belongs, once"
