#!/usr/bin/env bash
# failover.sh DATA [RECORDS]: a live broker, its backup and two hub nodes, each a process of its own, under load from four providers to
# three consumers. With kill -9 goes first the live broker, then a node, which comes back, then the broker that took over, which is
# started again. Prints what was sent, delivered, lost and doubled, how long nothing was delivered after each kill, and the verdict over
# both logs together. Two to three minutes. Exit 0 only if nothing is lost, doubled, refused or out of turn, each kill came while
# deliveries flowed, and the logs verify.
set -euo pipefail
if [ $# -lt 1 ]; then
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
home=$(cd "$(dirname "$0")/../../../.." && pwd)
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"$home/comity" --version >&2
libraries=$(ls -dt "$home"/.comity-build/by-source/*/ | head -1)
javac -nowarn -proc:none -d "$classes" -cp "$libraries*" "$home"/routes/src/test/java/dev/comity/bench/Failover*.java
java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dcomity.home="$home" -Dcomity.libraries="$libraries*" \
  -Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true \
  -cp "$classes:$libraries*" dev.comity.bench.Failover "$@"
