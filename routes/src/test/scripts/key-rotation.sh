#!/usr/bin/env bash
# key-rotation.sh DATA [--records N]: a provider's seal key and a consumer's ack key are replaced while 10,000 records flow; none is
# refused, and what the old key sealed still opens. Then the key is revoked: what it seals afterwards is refused with key-revoked, and
# the agree key asks for another one. Two to three minutes; prints what it saw. Exit 0 only if everything holds.
set -euo pipefail
if [ $# -lt 1 ]; then
  sed -n '2,4s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
exec "$(dirname "$0")/processes.sh" KeyRotation "$@"
