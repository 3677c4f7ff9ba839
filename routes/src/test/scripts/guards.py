#!/usr/bin/env python3
"""Takes one guard out of a copy of the program at a time, and asks whether 'comity bench --chaos' finds it.

  guards.py [--kills N] [--seed S] [NAME...]

Each guard is one change of one source file. The changed class goes before the built ones on the class path of a run that kills
at the points which the guard is there for; nothing in the repository is touched. A run that finds nothing wrong means that the
guard, or the run, is worth nothing: exit 1. Needs a build (./comity --version) and javac.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile
import time

HOME = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../.."))

# name: (module, class, text that is the guard, text without it, points to kill at)
GUARDS = {
    "resume": (
        "routes", "dev/comity/hub/BatchView",
        "        return Optional.of(\n                state.committed(answer.getAsLong())\n"
        "                        ? new Item.Repeat(sender, glimpse.digest())",
        "        return Optional.of(\n                true\n"
        "                        ? new Item.Repeat(sender, glimpse.digest())",
        ["hub-logged", "hub-presented", "hub-sent"]),
    "repeats": (
        "routes", "dev/comity/hub/BatchView",
        "OptionalLong answer = state.submission(sender, glimpse.digest());",
        "OptionalLong answer = OptionalLong.empty();",
        ["hub-logged", "hub-presented", "hub-sent"]),
    "commit-notes": (
        "routes", "dev/comity/hub/CommitNotes",
        ".ifPresent(store.state()::markCommitted);", ".ifPresent(ranges -> {});",
        ["hub-committed"]),
    "one-transaction": (
        "routes", "dev/comity/broker/HubConnection",
        "factory.createSession(user, secret, false, false, false, false, ACK_BYTES)",
        "factory.createSession(user, secret, false, true, false, false, ACK_BYTES)",
        ["hub-sent"]),
    "tiles-beyond": (
        "schemas", "dev/comity/log/LogRecovery",
        "        removeTilesBeyond(checkpoint.size());\n", "",
        ["log-tiles-written", "log-tiles-durable"]),
    "signed-checkpoint": (
        "schemas", "dev/comity/log/LogRecovery",
        "Checkpoint signed = signedButNotPublished();", "Checkpoint signed = null;",
        ["log-checkpoint-signed"]),
    "projections": (
        "routes", "dev/comity/hub/Projections",
        "            take(notes, index, evidence);\n            for (ClientMessage note : notes) {\n"
        "                note.acknowledge();\n            }\n            if (more) {\n"
        "                session.client().commit();\n            }\n",
        "            for (ClientMessage note : notes) {\n                note.acknowledge();\n            }\n"
        "            if (more) {\n                session.client().commit();\n            }\n"
        "            take(notes, index, evidence);\n",
        ["projection-read", "projection-indexed"]),
    "inbox": (
        "adapters", "dev/comity/client/Receiver",
        "Optional<String> before = inbox.acknowledgementOf(delivery);", "Optional<String> before = Optional.empty();",
        ["agency-noted", "agency-answered", "agency-acknowledged"]),
    "stored-before-consumed": (
        "adapters", "dev/comity/client/Receiver",
        "                take(batch, message.get());",
        "                message.get().taken().confirm();\n                session.commit();\n"
        "                take(batch, message.get());",
        ["agency-opened", "agency-filed"]),
}


def built():
    """The newest build's jars, ours first."""
    folders = sorted(glob.glob(HOME + "/.comity-build/by-source/*"), key=os.path.getmtime)
    if not folders:
        sys.exit("no build; run ./comity --version first")
    return sorted(glob.glob(folders[-1] + "/*.jar"))


def without(name, folder, jars):
    """Compiles the class without its guard."""
    module, path, guard, gone, _ = GUARDS[name]
    with open(f"{HOME}/{module}/src/main/java/{path}.java", encoding="utf-8") as file:
        source = file.read()
    if source.count(guard) != 1:
        sys.exit(f"{name}: the guard is not where it was; say in this script where it is now")
    changed = f"{folder}/src/{path}.java"
    os.makedirs(os.path.dirname(changed))
    with open(changed, "w", encoding="utf-8") as file:
        file.write(source.replace(guard, gone))
    classes = f"{folder}/classes"
    subprocess.run(["javac", "-nowarn", "-proc:none", "-cp", ":".join(jars), "-d", classes, changed], check=True)
    return classes


def run(name, kills, seed):
    jars = built()
    with tempfile.TemporaryDirectory() as folder:
        classes = without(name, folder, jars)
        started = time.time()
        command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                   "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true", f"-Dcomity.home={HOME}",
                   "-cp", ":".join([classes] + jars), "dev.comity.cli.Comity",
                   "bench", "--chaos", str(kills), "--seed", str(seed), "--at", ",".join(GUARDS[name][4]),
                   "--data", folder + "/chaos", "-o", "json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            sys.exit(f"{name}: the run ended with {done.returncode} and no result")
        print(f"{name}: exit {done.returncode} after {result['kills']} kills, {time.time() - started:.0f} s: "
              f"lost {len(result['lost'])}, doubled {len(result['doubled'])}, unlogged {len(result['unlogged'])}, "
              f"problems {len(result['problems'])}")
        for problem in result["problems"][:3]:
            print("    " + problem)
        sys.stdout.flush()
        return done.returncode == 1


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kills", type=int, default=6)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("names", nargs="*", metavar="NAME", help=", ".join(GUARDS))
    given = arguments.parse_args()
    unknown = [name for name in given.names if name not in GUARDS]
    if unknown:
        arguments.error("there is no guard " + ", ".join(unknown) + "; there are " + ", ".join(GUARDS))
    missed = [name for name in given.names or GUARDS if not run(name, given.kills, given.seed)]
    if missed:
        print("not found: " + ", ".join(missed))
        sys.exit(1)


main()
