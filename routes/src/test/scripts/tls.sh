#!/usr/bin/env bash
# tls.sh DATA: two agencies come to a hub that asks for certificates, one over the broker's own protocol and one over AMQP 1.0, with
# stores that openssl and keytool make as docs/adapters.md says; a record goes from the one to the other. Works on a copy of what
# 'comity demo --once --data DATA' left; about half a minute. Needs openssl.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
comity=${COMITY:-$home/comity}
work=$(mktemp -d)
data=$work/city
. "$(dirname "$0")/expect.sh"
trap finish EXIT

# certify NAME PURPOSE [SAN]: NAME.p12 with key, certificate and authority in the folder of the authority
certify() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$ca/$1.key" -out "$ca/$1.csr" -subj "/CN=$1" 2>/dev/null
  openssl x509 -req -in "$ca/$1.csr" -CA "$ca/ca.pem" -CAkey "$ca/ca.key" -days 30 -out "$ca/$1.pem" \
    -extfile <(printf 'extendedKeyUsage=%s\n%s\n' "$2" "${3:+subjectAltName=$3}") 2>/dev/null
  openssl pkcs12 -export -inkey "$ca/$1.key" -in "$ca/$1.pem" -certfile "$ca/ca.pem" -passout "file:$ca/password" -out "$ca/$1.p12"
}

# joins AGENCY PROTOCOL: its side comes to the hub with its certificate
joins() {
  local keys=$data/agencies/$1/keys
  cp "$ca/$1.p12" "$keys/tls.p12"
  cp "$ca/trust.p12" "$keys/tls-trust.p12"
  cp "$ca/password" "$keys/tls.password"
  cat >>"$data/agencies/$1/agency.yaml" <<YAML
protocol: $2
tls:
  trust-store: keys/tls-trust.p12
  key-store: keys/tls.p12
  password: keys/tls.password
YAML
  "$comity" agency run --config "$data/agencies/$1" >"$work/$1.out" 2>&1 &
  pids+=($!)
}

records() { find "$data/agencies/$1/received/property-transfer/1" -name '*.sdjwt' 2>/dev/null | wc -l; }
more() { [ "$(records housing)" -gt "$before" ]; }

cp -R "$1" "$data"
rm -f "$data/hub/endpoint.json"
ca=$work/ca
mkdir "$ca" "$data/hub/tls"
(umask 077 && openssl rand -hex 16 >"$ca/password")
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$ca/ca.key" -out "$ca/ca.pem" -days 30 -subj "/CN=operator" \
  -addext "keyUsage=keyCertSign,cRLSign" 2>/dev/null
keytool -importcert -noprompt -file "$ca/ca.pem" -alias authority -keystore "$ca/trust.p12" -storetype PKCS12 \
  -storepass "$(cat "$ca/password")" 2>/dev/null
certify broker serverAuth IP:127.0.0.1
certify land-registry clientAuth
certify housing clientAuth
cp "$ca/broker.p12" "$data/hub/tls/broker.p12"
cp "$ca/trust.p12" "$data/hub/tls/agencies.p12"
cp "$ca/password" "$data/hub/tls/password"
cat >>"$data/config/hub.yaml" <<'YAML'
tls:
  key-store: hub/tls/broker.p12
  password: hub/tls/password
  trust-store: hub/tls/agencies.p12
YAML

"$comity" run --data "$data" >"$work/hub.out" 2>&1 &
pids+=($!)
within 60 "the hub is ready" test -s "$data/hub/endpoint.json"
port=$(sed -n 's/.*"port" *: *\([0-9]*\).*/\1/p' "$data/hub/endpoint.json")
expect 0 "its port speaks TLS 1.3, with a certificate of the operator's" \
  bash -c "openssl s_client -connect 127.0.0.1:$port -tls1_3 -CAfile '$ca/ca.pem' -verify_return_error </dev/null 2>&1 | grep -q 'Verify return code: 0'"
expect 0 "... and nothing older" bash -c "! openssl s_client -connect 127.0.0.1:$port -tls1_2 </dev/null 2>/dev/null | grep -q 'Cipher is [A-Z]'"

before=$(records housing)
joins land-registry core
joins housing amqp
python3 -c '
import json, sys, uuid
record = json.load(open(sys.argv[1]))
record["transactionId"] = str(uuid.uuid4())
json.dump(record, open(sys.argv[2], "w"))' "$home/schemas/records/property-transfer/1/examples/added.json" "$work/record.json"
expect 0 "the provider sends a record over TLS" "$comity" send "$work/record.json" --type property-transfer/1 --as land-registry --data "$data"
within 60 "the consumer has it, over AMQP 1.0 and TLS" more

[ "$failures" = 0 ] || {
  tail -5 "$work"/*.out >&2
  echo "tls: $failures failed" >&2
  exit 1
}
echo "tls: all as expected"
