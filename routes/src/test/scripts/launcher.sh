#!/usr/bin/env bash
# The launcher by itself: when it builds and when not, from where it can be called, and what it ends with. mvn and java are
# stand-ins that note that they were called, so that this takes seconds.
set -euo pipefail

source_home=$(cd "$(dirname "$0")/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home=$work/home
failures=0

make_home() {
  mkdir -p "$home/routes/src/main/java" "$home/config" "$work/jdk/bin" "$work/tools"
  cp "$source_home/comity" "$home"
  echo '<project/>' >"$home/pom.xml"
  echo '<project/>' >"$home/routes/pom.xml"
  echo 'class A {}' >"$home/routes/src/main/java/A.java"
  echo 'id: hub' >"$home/config/hub.yaml"
  local tool
  for tool in bash find sort xargs sha256sum cut ls sed dirname readlink mkdir cp mv rm tail flock cat sleep basename; do
    ln -s "$(command -v "$tool")" "$work/tools/$tool"
  done
}

# mvn takes a moment, notes that it ran, and leaves what a build leaves; with BROKEN set it fails.
make_stand_ins() {
  cat >"$work/tools/mvn" <<MVN
#!/usr/bin/env bash
[ -z "\${BROKEN:-}" ] || { echo "A.java: does not compile"; exit 1; }
echo built >>"$work/builds"
sleep 0.3
mkdir -p "$home/routes/target/lib"
echo library >"$home/routes/target/lib/library-1.jar"
echo routes >"$home/routes/target/comity-routes.jar"
MVN
  cat >"$work/jdk/bin/java" <<'JAVA'
#!/usr/bin/env bash
echo "java $*"
exit "${PROGRAM_EXIT:-0}"
JAVA
  echo 'JAVA_VERSION="17.0.15"' >"$work/jdk/release"
  chmod +x "$work/tools/mvn" "$work/jdk/bin/java"
}

run() { env -i PATH="$work/tools" JAVA_HOME="$work/jdk" HOME="$work" "$@"; }

builds() { if [ -f "$work/builds" ]; then wc -l <"$work/builds" | tr -d ' '; else echo 0; fi; }

check() {
  if [ "$2" = "$3" ]; then
    echo "ok    $1"
  else
    echo "FAIL  $1: found '$2', expected '$3'"
    failures=$((failures + 1))
  fi
}

# said WHAT TEXT FILE
said() {
  if grep -q -- "$2" "$3"; then echo "ok    $1"; else
    echo "FAIL  $1: not said: $2"
    cat "$3"
    failures=$((failures + 1))
  fi
}

code_of() {
  local code=0
  "$@" >"$work/out" 2>"$work/err" || code=$?
  echo "$code"
}

make_home
make_stand_ins

(
  run "$home/comity" --version >"$work/one" 2>&1 &
  run "$home/comity" --version >"$work/two" 2>&1 &
  wait
)
check "two first uses at once build once" "$(builds)" 1
said "... and both run" "dev.comity.cli.Comity --version" "$work/one"
said "... and both run" "dev.comity.cli.Comity --version" "$work/two"

check "a second use does not build" "$(code_of run "$home/comity" --version)/$(builds)" 0/1
check "... and says nothing of its own" "$(cat "$work/err")" ""

echo 'id: other' >"$home/config/hub.yaml"
check "changed configuration is no reason to build" "$(code_of run "$home/comity" x)/$(builds)" 0/1

echo 'class A { int b; }' >"$home/routes/src/main/java/A.java"
check "changed sources are" "$(code_of run "$home/comity" x)/$(builds)" 0/2
said "... and it says so" "sources have changed" "$work/err"

mkdir -p "$work/elsewhere/bin"
ln -s "$home/comity" "$work/elsewhere/first"
ln -s ../first "$work/elsewhere/bin/second"
check "works from another folder through links" "$(cd / && code_of run "$work/elsewhere/bin/second" "two words")/$(builds)" 0/2
said "... with its own home" "-Dcomity.home=$home " "$work/out"

check "the program's exit code passes through" "$(code_of run PROGRAM_EXIT=3 "$home/comity" x)" 3

echo 'class A { int }' >"$home/routes/src/main/java/A.java"
check "a build that fails ends with 70" "$(code_of run BROKEN=1 "$home/comity" x)" 70
said "... showing Maven's errors" "does not compile" "$work/err"
check "... and is tried again" "$(code_of run "$home/comity" x)/$(builds)" 0/3

check "no java ends with 70" "$(code_of run JAVA_HOME="$work/none" "$home/comity" x)" 70
said "... saying what to install" "JDK 17" "$work/err"
echo 'JAVA_VERSION="11.0.2"' >"$work/jdk/release"
check "an old java ends with 70" "$(code_of run "$home/comity" x)" 70
said "... saying what was found" "is Java 11" "$work/err"
echo 'JAVA_VERSION="17.0.15"' >"$work/jdk/release"

rm -r "$home/.comity-build" "$work/tools/mvn"
check "no mvn ends with 70" "$(code_of run "$home/comity" x)" 70
said "... saying what to install" "Maven" "$work/err"

[ "$failures" = 0 ] || {
  echo "launcher: $failures failed" >&2
  exit 1
}
echo "launcher: all as expected"
