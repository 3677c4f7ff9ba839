#!/usr/bin/env python3
"""Verifies an exchange log without any code of Comity's.

Written from the formats alone: C2SP tlog-tiles, signed-note, tlog-checkpoint and tlog-cosignature, RFC 6962, and
docs/formats.md. Needs Python 3.9 and the package 'cryptography' (Debian: apt install python3-cryptography).

    verify_log.py LOGDIR --trust trust.yaml

Exit codes: 0 verified, 1 false, 2 usage, 3 something could not be checked, 4 unreadable. What it does not check, and says so:
ML-DSA-44 cosignatures, and what the entries say beyond the digests of bundles and statements.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LOG_KEY, COSIGNATURE = 0x01, 0x04
WIDTH = 256
KINDS = {"submitted", "released", "refused", "acknowledged", "undeliverable", "agency", "agreement", "revocation",
         "config", "correction", "access", "resubmitted", "discarded"}


class Wrong(Exception):
    """Something that is false."""


class Unknown(Exception):
    """Something that could not be checked."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf_hash(entry):
    return sha256(b"\0", entry)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def tree_root(hashes):
    """RFC 6962 2.1 over hashes of leaves, or of subtrees of one width."""
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(tree_root(hashes[:split]), tree_root(hashes[split:]))


class Key:
    """A vkey: name+hex8(key id)+base64(type || key)."""

    def __init__(self, vkey, kind):
        self.name, key_id, encoded = vkey.split("+", 2)
        typed = base64.b64decode(encoded, validate=True)
        self.id = sha256(self.name.encode(), b"\n", typed)[:4]
        if self.id.hex() != key_id or typed[0] != kind:
            raise ValueError(f"not a verifier key of type {kind}: {self.name}")
        self.kind = kind
        self.public = Ed25519PublicKey.from_public_bytes(typed[1:])

    def verifies(self, text, signature):
        """The time of a cosignature, 0 for a log's own signature; None if it does not hold."""
        try:
            if self.kind == LOG_KEY:
                self.public.verify(signature, text)
                return 0
            time = struct.unpack(">Q", signature[:8])[0]
            self.public.verify(signature[8:], b"cosignature/v1\ntime %d\n" % time + text)
            return time
        except (InvalidSignature, struct.error):
            return None


class Note:
    """A signed note with a checkpoint in it."""

    def __init__(self, raw):
        head, separator, lines = raw.rpartition(b"\n\n")
        if not separator or not lines.endswith(b"\n"):
            raise Wrong("checkpoint: not a signed note")
        self.text = head + b"\n"
        fields = self.text.decode().split("\n")
        if len(fields) != 4 or not re.fullmatch("0|[1-9][0-9]*", fields[1]):
            raise Wrong("checkpoint: not three lines")
        self.origin, self.size, self.root = fields[0], int(fields[1]), base64.b64decode(fields[2], validate=True)
        self.lines = []
        for line in lines.decode().splitlines():
            found = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/]+=*)", line)
            if not found:
                raise Wrong("checkpoint: a signature line is malformed")
            self.lines.append((found[1], base64.b64decode(found[2], validate=True)))

    def signed_by(self, key):
        """True, False for a signature that does not hold, None where there is none of this key."""
        mine = [both[4:] for name, both in self.lines if name == key.name and both[:4] == key.id]
        return all(key.verifies(self.text, one) is not None for one in mine) if mine else None


def read_trust(path):
    """trust.yaml in the form that Comity writes: one JSON object a line below each list."""
    trust, section = {"logs": [], "witnesses": [], "quorum": 0}, None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            heading = re.match(r"([a-z]+):\s*(\d*)", line)
            item = re.match(r"\s+- (\{.*\})\s*$", line)
            if heading:
                section = heading[1]
                if section == "quorum":
                    trust["quorum"] = int(heading[2])
            elif item and section in ("logs", "witnesses"):
                trust[section].append(json.loads(item[1]))
    return trust


def tile_name(level, number, width):
    groups = "%03d" % (number % 1000)
    while number >= 1000:
        number //= 1000
        groups = "x%03d/" % (number % 1000) + groups
    return f"tile/{level}/{groups}" + (f".p/{width}" if width < WIDTH else "")


def read_bundle(data, width, name):
    entries, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise Wrong(f"{name}: torn after entry {len(entries)}")
        length = struct.unpack_from(">H", data, at)[0]
        entries.append(data[at + 2:at + 2 + length])
        at += 2 + length
        if at > len(data):
            raise Wrong(f"{name}: torn in entry {len(entries) - 1}")
    if len(entries) != width:
        raise Wrong(f"{name}: {len(entries)} entries where {width} were expected")
    return entries


class Log:
    def __init__(self, folder):
        self.folder = folder
        self.note = Note(self.read("checkpoint"))
        self.expected = {}
        self.digests = set()

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def entries(self):
        for start in range(0, self.note.size, WIDTH):
            width = min(WIDTH, self.note.size - start)
            name = tile_name("entries", start // WIDTH, width)
            try:
                bundle = self.read(name)
            except FileNotFoundError:
                raise Wrong(f"{name}: missing below the checkpoint") from None
            yield start, read_bundle(bundle, width, name)

    def check_entry(self, index, raw):
        try:
            entry = json.loads(raw)
            known = entry["v"] == 1 and entry["kind"] in KINDS and list(entry)[:3] == ["v", "kind", "time"]
        except (ValueError, KeyError, TypeError):
            known = False
        if not known:
            raise Wrong(f"entry {index}: not an entry of a known kind")
        if entry["kind"] == "config":
            self.digests.add(("bundles", entry["digest"], "zip"))
        if entry["kind"] == "agency":
            self.digests.add(("statements", entry["statement"], "jwt"))

    def check_tree(self):
        """Builds every tile anew, from the entries up, and compares the root."""
        levels = [[]]
        for start, entries in self.entries():
            for offset, entry in enumerate(entries):
                self.check_entry(start + offset, entry)
            levels[0].append([leaf_hash(entry) for entry in entries])
        while len(levels[-1]) > 1 or levels[-1] and len(levels[-1][0]) == WIDTH:
            roots = [tree_root(tile) for tile in levels[-1] if len(tile) == WIDTH]
            levels.append([roots[at:at + WIDTH] for at in range(0, len(roots), WIDTH)])
        for level, tiles in enumerate(levels):
            for number, tile in enumerate(tiles):
                self.compare_tile(level, number, tile)
        if self.root(levels) != self.note.root:
            raise Wrong("checkpoint: its root is not that of the entries")

    def compare_tile(self, level, number, hashes):
        name = tile_name(level, number, len(hashes))
        data = b"".join(hashes)
        try:
            stored = self.read(name)
        except FileNotFoundError:
            raise Wrong(f"{name}: missing below the checkpoint") from None
        for at in range(0, len(data), 32):
            if stored[at:at + 32] != data[at:at + 32]:
                entry = (number * WIDTH + at // 32) * WIDTH ** level
                raise Wrong(f"{name}: entry {entry} is not the one that was logged")
        if len(stored) != len(data):
            raise Wrong(f"{name}: longer than {len(hashes)} hashes")

    @staticmethod
    def root(levels):
        """Right edge, from the lowest level up: each complete subtree is the left sibling of all that follows."""
        root = None
        for tiles in levels:
            edge = tiles[-1] if tiles and len(tiles[-1]) < WIDTH else []
            end = len(edge)
            while end:
                width = end & -end
                subtree = tree_root(edge[end - width:end])
                root = subtree if root is None else node_hash(subtree, root)
                end -= width
        return sha256(b"") if root is None else root

    def check_names(self):
        """Older partial tiles must be the beginning of what took their place, and nothing else may lie under tile/."""
        for folder, _, names in os.walk(os.path.join(self.folder, "tile")):
            for file in names:
                name = os.path.relpath(os.path.join(folder, file), self.folder).replace(os.sep, "/")
                found = re.fullmatch(r"tile/(entries|\d+)/((?:x\d{3}/)*\d{3})(?:\.p/(\d+))?", name)
                if not found:
                    raise Wrong(f"{name}: not the name of a tile")
                level = -1 if found[1] == "entries" else int(found[1])
                number = int(re.sub("[x/]", "", found[2]))
                width = int(found[3] or WIDTH)
                count = self.note.size >> 8 * max(level, 0)
                if number * WIDTH + width > count:
                    raise Wrong(f"{name}: beyond the checkpoint's {self.note.size} entries")
                present = min(WIDTH, count - number * WIDTH)
                if width < present:
                    self.check_partial(name, found[1], number, width, present)

    def check_partial(self, name, level, number, width, present):
        now = self.read(tile_name(level, number, present))
        old = self.read(name)
        if level == "entries":
            read_bundle(old, width, name)
        if not now.startswith(old) or level != "entries" and len(old) != 32 * width:
            raise Wrong(f"{name}: not the beginning of the tile that took its place")

    def check_digests(self):
        """Bundles of configuration and statements of registrars are those that the entries name."""
        for folder, digest, ending in sorted(self.digests):
            wanted = base64.urlsafe_b64decode(digest + "=")
            name = f"{folder}/{wanted.hex()}.{ending}"
            try:
                content = self.read(name)
            except FileNotFoundError:
                raise Unknown(f"{name} is not there") from None
            if sha256(content) != wanted:
                raise Wrong(f"{name}: not what the log names by this digest")


def check_signatures(note, trust):
    keys = [Key(log["vkey"], LOG_KEY) for log in trust["logs"] if log["origin"] == note.origin]
    states = [note.signed_by(key) for key in keys]
    if False in states:
        raise Wrong("checkpoint: the signature of a trusted key does not hold")
    if True not in states:
        raise Unknown("the checkpoint is not signed by a log that the trust file names")


def check_witnesses(note, trust):
    states = [note.signed_by(Key(witness["vkey"], COSIGNATURE)) for witness in trust["witnesses"]]
    if False in states:
        raise Wrong("checkpoint: a trusted witness's cosignature does not hold")
    if states.count(True) < trust["quorum"]:
        raise Unknown(f"cosigned by {states.count(True)} witnesses, {trust['quorum']} needed")


def main():
    arguments = argparse.ArgumentParser(description="Verifies an exchange log without any code of Comity's.")
    arguments.add_argument("log", help="folder of the log: checkpoint and tile/ lie in it")
    arguments.add_argument("--trust", required=True, help="your own trust.yaml")
    options = arguments.parse_args()
    unknown = []
    try:
        trust = read_trust(options.trust)
        log = Log(options.log)
        steps = [
            ("tree", log.check_tree),
            ("tiles", log.check_names),
            ("digests", log.check_digests),
            ("signature", lambda: check_signatures(log.note, trust)),
            ("witnesses", lambda: check_witnesses(log.note, trust)),
        ]
        for name, step in steps:
            try:
                step()
                print(f"ok       {name}")
            except Unknown as why:
                unknown.append(why)
                print(f"unknown  {name}: {why}")
    except (Wrong, UnicodeDecodeError, ValueError) as why:
        print(f"FALSE    {why}")
        return 1
    except OSError as why:
        print(f"cannot be read: {why}", file=sys.stderr)
        return 4
    print("INDETERMINATE" if unknown else f"VERIFIED  log {log.note.origin}, {log.note.size} entries")
    print("not checked: ML-DSA-44, and what the entries say beyond these digests")
    return 3 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
