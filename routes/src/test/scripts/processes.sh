#!/usr/bin/env bash
# processes.sh PROGRAM ARGUMENTS...: compiles the programs of dev.comity.kills against what ./comity built, and runs one of them. For
# the scripts beside it.
set -euo pipefail
home=$(cd "$(dirname "$0")/../../../.." && pwd)
program=$1
shift
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"$home/comity" --version >&2
libraries=$(ls -dt "$home"/.comity-build/by-source/*/ | head -1)
javac -nowarn -proc:none -d "$classes" -cp "$libraries*" "$home"/routes/src/test/java/dev/comity/kills/*.java
java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dh2.bindAddress=127.0.0.1 -Dcomity.home="$home" -Dcomity.libraries="$libraries*" \
  -Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true \
  -cp "$classes:$libraries*" "dev.comity.kills.$program" "$@"
