# Read by the scripts beside it: checks that print a line each. Uses $work for the last command's output; counts in $failures.
failures=0

# What the script has started in the background; 'trap finish EXIT' ends it.
pids=()

# finish: ends what was started, waits for it, and removes the script's own folder.
finish() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do
    kill -TERM "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}

# expect CODE WHAT COMMAND...: runs the command and compares its exit code.
expect() {
  local code=$1 what=$2 got=0
  shift 2
  "$@" >"$work/out" 2>&1 || got=$?
  if [ "$got" = "$code" ]; then
    echo "ok    $what"
  else
    failed "$what: exit $got, expected $code"
  fi
}

# said TEXT WHAT: the last command's output holds the text.
said() {
  if grep -qi -- "$1" "$work/out"; then
    echo "ok    $2"
  else
    failed "$2: not said: $1"
  fi
}

# within SECONDS WHAT COMMAND...: tries until the command succeeds.
within() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >"$work/out" 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      failed "$what"
      return
    fi
    sleep 0.2
  done
  echo "ok    $what"
}

# failed WHAT: counts it, and shows what the last command printed.
failed() {
  echo "FAIL  $1"
  sed 's/^/      /' "$work/out"
  failures=$((failures + 1))
}
