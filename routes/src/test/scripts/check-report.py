#!/usr/bin/env python3
"""Checks what a demonstration left in its data folder, without the program that made it.

    check-report.py DATA [--no-secrets]

1  the equations of report.json, and that it agrees with the files that lie there
2  every file under agencies/*/received holds only fields that its agreement releases; each delivery lies there once
3  no value of a field that no agreement releases or tests is found in DATA outside its provider's own folder: in clear,
   in UTF-16, or inside base64url
4  no name of a person, and no string of six or more characters of a field that is marked S2 or S3, of any record of the
   sample, stands in the exchange log, its statements or its configurations

--no-secrets: the folder holds real files alone, so there is no synthetic sample whose values could be searched for.
Only the standard library is used. Exit 0 if nothing is wrong, 1 with every finding else.
"""

import base64
import binascii
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

findings = []


def wrong(text):
    findings.append(text)
    print("WRONG  " + text)


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def files_below(folder):
    for at, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(at, name)


# --- 1: the report -------------------------------------------------------------------------------------------------------


def check_report(data):
    report = load(os.path.join(data, "report.json"))
    records, deliveries = report["records"], report["deliveries"]
    if records["sent"] != records["accepted"] + records["refused"]:
        wrong("records: sent is not accepted + refused: %s" % records)
    if len(set(deliveries.values())) != 1:
        wrong("deliveries: released, delivered and acknowledged differ: %s" % deliveries)
    for name in ("sent", "accepted"):
        if records[name] == 0:
            wrong("records: %s is 0" % name)
    if deliveries["released"] == 0:
        wrong("deliveries: nothing was released")
    if len(report["refusals"]) != records["refused"]:
        wrong("refusals: %d rows for %d refused records" % (len(report["refusals"]), records["refused"]))
    for row in report["refusals"]:
        if not row["code"] or "path" not in row:
            wrong("refusals: a row without code or path: %s" % row)
    for row in report["files"]:
        if row["sent"] + row["repeated"] + row["notSendable"] != row["lines"]:
            wrong("files: lines do not add up: %s" % row)
    for name in ("sent", "accepted", "refused", "repeated", "notSendable"):
        if sum(a[name] for a in report["agencies"].values()) != records[name]:
            wrong("agencies: %s does not add up to records" % name)
    if not report["log"]["verified"] or report["log"]["entries"] == 0:
        wrong("log: not verified, or empty")
    return report


# --- 2: what was received ------------------------------------------------------------------------------------------------


def block(text, name):
    """The items of a top-level list in block style: one `  - path` a line."""
    items, inside = [], False
    for line in text.splitlines():
        if re.match(r"^%s:\s*(#.*)?$" % name, line):
            inside = True
        elif inside and re.match(r"^\s+-\s", line):
            items.append(line.split("-", 1)[1].split("#")[0].strip())
        elif line.strip() and not line.lstrip().startswith("#"):
            inside = False
    return items


def scalar(text, name):
    found = re.search(r"^%s:\s*([^\s#]+)" % name, text, re.M)
    return found.group(1) if found else None


def agreements(data):
    found = {}
    for path in files_below(os.path.join(data, "config", "agreements")):
        if path.endswith(".yaml") and not path.endswith(".tests.yaml"):
            with open(path, encoding="utf-8") as f:
                text = f.read()
            tested = set()
            for condition in ("when", "jurisdiction"):
                line = re.search(r"^%s:(.*(?:\n[ \t].*)*)" % condition, text, re.M)
                if line:
                    tested.update(re.findall(r"record\.([A-Za-z][A-Za-z0-9_.\[\]]*)", line.group(1)))
            found[scalar(text, "agreement")] = {
                "provider": scalar(text, "provider"),
                "consumer": scalar(text, "consumer"),
                "record": scalar(text, "record"),
                "release": block(text, "release"),
                "tests": tested,
            }
    return found


def leaves(value, at=""):
    if isinstance(value, dict):
        for name, member in value.items():
            yield from leaves(member, at + "." + name if at else name)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, at + "[]")
    else:
        yield at


def covers(released, path):
    return any(path == r or (r.endswith(".*") and path.startswith(r[:-1])) for r in released)


def agreement_of(sdjwt):
    """The agreement that the hub's statement, the last part of a presentation, names."""
    payload = sdjwt.strip().rsplit("~", 1)[1].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["agreement"]["id"]


def check_received(data, known, report):
    deliveries, total = {}, 0
    agencies = os.path.join(data, "agencies")
    for agency in sorted(os.listdir(agencies)):
        folder = os.path.join(agencies, agency, "received")
        for path in files_below(folder):
            if not path.endswith(".json"):
                continue
            total += 1
            base = path[: -len(".json")]
            delivery = os.path.basename(base)
            if delivery in deliveries:
                wrong("delivery %s lies in %s and %s" % (delivery, deliveries[delivery], path))
            deliveries[delivery] = path
            for ending in (".sdjwt", ".entry", ".tlog-proof"):
                if not os.path.isfile(base + ending):
                    wrong("%s%s is missing" % (base, ending))
            with open(base + ".sdjwt", encoding="ascii") as f:
                name = agreement_of(f.read())
            agreement = known.get(name)
            if agreement is None or agreement["consumer"] != agency:
                wrong("%s: under '%s', which is no agreement of %s" % (path, name, agency))
                continue
            for leaf in set(leaves(load(path))):
                if not covers(agreement["release"], leaf):
                    wrong("%s: holds %s, which %s does not release" % (path, leaf, name))
    if total != report["deliveries"]["delivered"]:
        wrong("%d deliveries lie there, and the report says %d" % (total, report["deliveries"]["delivered"]))
    entries = [load(base[: -len(".json")] + ".entry").get("delivery") for base in deliveries.values()]
    if sorted(entries) != sorted(deliveries):
        wrong("entries beside the deliveries are about other deliveries")
    return total


# --- 3: what must not have left ------------------------------------------------------------------------------------------


def needed(known, provider, record):
    paths = []
    for agreement in known.values():
        if agreement["provider"] == provider and agreement["record"] == record:
            paths += agreement["release"] + list(agreement["tests"])
    return paths


def texts_of(path):
    """What a search must look at: the bytes without NUL (so UTF-16 of ASCII reads as ASCII), and every base64url run decoded."""
    with open(path, "rb") as f:
        raw = f.read()
    flat = raw.replace(b"\0", b"") if b"\0" in raw else raw
    yield flat
    decoded = set()
    for run in set(re.findall(rb"[A-Za-z0-9_-]{20,}", flat)):
        for shift in range(4):
            part = run[shift:]
            try:
                decoded.add(base64.urlsafe_b64decode(part[: len(part) - len(part) % 4]))
            except binascii.Error:
                pass
            if shift == 0 and part.startswith((b"eyJ", b"WyJ")):
                break
    yield b"\n".join(decoded)


# Where each provider's own system keeps its sample, and which field of the record each column becomes.
SOURCES = [
    ("civil-affairs", "death-registration/1", "source/as-text/deaths.csv", {
        "certificate_no": "deathCertificateNo", "resident_id": "deceasedResidentId", "name": "name", "division": "deathDivision",
        "cause": "causeOfDeath", "cremation_facility": "cremationFacility", "informant_name": "informant.name",
        "informant_phone": "informant.phone"}),
    ("civil-affairs", "marriage-registration/1", "source/as-text/marriages.csv", {
        "certificate_no": "certificateNo", "office": "registrationOffice", "first_resident_id": "parties[].residentId",
        "second_resident_id": "parties[].residentId", "first_name": "parties[].name", "second_name": "parties[].name",
        "divorce_agreement": "divorceAgreementRef"}),
    ("housing", "public-rental-application/1", "source/applications", {
        "application_no": "applicationNo", "applicant_id": "applicantResidentId", "co_applicant_ids": "coApplicants[].residentId",
        "unit_no": "allocatedUnit.unitNo", "unit_address": "allocatedUnit.address", "division": "division"}),
    ("public-security-traffic", "vehicle-registration/1", "source/vehicles", {
        "plate_no": "plateNo", "vin": "vin", "engine_no": "engineNo", "owner_id": "owner.residentId", "owner_name": "owner.name"}),
    ("transport", "transit-concession-card/1", "source/cards.json", {"cardNo": "cardNo", "holderId": "holderResidentId"}),
]
# Shorter values and dates may stand somewhere by chance.
SHORTEST = 8
DATE = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def rows(path):
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            if name.endswith(".csv") and not name.startswith("."):
                yield from rows(os.path.join(path, name))
    elif path.endswith(".json") and os.path.isfile(path):
        yield from load(path)["cards"]
    elif os.path.isfile(path):
        with open(path, encoding="utf-8", newline="") as f:
            yield from csv.DictReader(f)


def secret_values(data, known):
    """provider -> {value: field} for every value that no agreement releases or tests, and that no other agency has by itself."""
    secret, shown, holders = {}, set(), {}
    for provider, record, source, columns in SOURCES:
        allowed = needed(known, provider, record)
        for row in rows(os.path.join(data, "agencies", provider, source)):
            for column, field in columns.items():
                for value in (row.get(column) or "").split(";"):
                    holders.setdefault(value, set()).add(provider)
                    if covers(allowed, field):
                        shown.add(value)
                    elif len(value.encode("utf-8")) >= SHORTEST and not DATE.match(value):
                        secret.setdefault(provider, {})[value] = field
    alone = {v for v, providers in holders.items() if len(providers) == 1 and v not in shown}
    return {p: {v: f for v, f in fields.items() if v in alone} for p, fields in secret.items()}


class Finder:
    """Finds any of many values: by their first bytes, then by the whole."""

    def __init__(self, values):
        self.by_start = {}
        for value, where in values.items():
            coded = value.encode("utf-8")
            self.by_start.setdefault(coded[:3], {})[coded] = where

    def find(self, text):
        for start, values in self.by_start.items():
            lengths = {len(v) for v in values}
            at = text.find(start)
            while at >= 0:
                for length in lengths:
                    if text[at : at + length] in values:
                        yield values[text[at : at + length]]
                at = text.find(start, at + 1)


def check_leaks(data, secrets):
    finders = {provider: Finder(values) for provider, values in secrets.items()}
    for path in files_below(data):
        for text in texts_of(path):
            for provider, finder in finders.items():
                if not path.startswith(os.path.join(data, "agencies", provider) + os.sep):
                    for field in set(finder.find(text)):
                        wrong("%s: holds a value of %s of %s" % (path, field, provider))


# --- 4: the log ----------------------------------------------------------------------------------------------------------

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../../schemas/records")
SHORTEST_IN_LOG = 6


def mark(record, field):
    """S0 to S3 as the schema says; S2 where it is not found, so that it is searched for."""
    node = load(os.path.join(SCHEMAS, record, "schema.json"))
    for step in field.replace("[]", ".[]").split("."):
        node = node.get("items", {}) if step == "[]" else node.get("properties", {}).get(step, {})
    return node.get("x-classification", {}).get("mark", "S2")


def personal_values(data):
    """Every value of the sample that must never stand in the log."""
    values = set()
    for provider, record, source, columns in SOURCES:
        marks = {column: mark(record, field) for column, field in columns.items()}
        for row in rows(os.path.join(data, "agencies", provider, source)):
            for column in columns:
                for value in (row.get(column) or "").split(";"):
                    name = "name" in column and len(value) > 1
                    long = marks[column] in ("S2", "S3") and len(value) >= SHORTEST_IN_LOG
                    if (name or long) and not DATE.match(value):
                        values.add(value)
    return values


def check_log(data, values):
    """By grep, whole words only: inside a digest six characters may stand by chance."""
    if not values:
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as patterns:
        patterns.write("\n".join(sorted(values)) + "\n")
        patterns.flush()
        found = subprocess.run(
            ["grep", "-rlaFw", "-f", patterns.name, os.path.join(data, "log")],
            capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False)
    for path in found.stdout.split():
        wrong("%s: the log holds a personal value of the sample" % path)
    if found.returncode > 1:
        wrong("the log could not be searched: %s" % found.stderr.strip())


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    data = os.path.abspath(arguments[0])
    report = check_report(data)
    known = agreements(data)
    received = check_received(data, known, report)
    secrets = secret_values(data, known)
    searched = sum(len(values) for values in secrets.values())
    if searched == 0 and "--no-secrets" not in arguments:
        wrong("no value was found to search for: the search would say nothing; --no-secrets says that there is no synthetic sample")
    check_leaks(data, secrets)
    personal = personal_values(data)
    check_log(data, personal)
    print(
        "%s: %d received files; searched for %d values of fields that nobody may see, and for %d personal values in the log;"
        " %d findings" % (data, received, searched, len(personal), len(findings))
    )
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
