/**
 * The command line. Each command reads its files, asks the other packages, and says what came out: a verdict first, then what
 * it rests on, with an exit code from one closed table. Nothing prompts; every message names where, what was found, what
 * was expected and what to do.
 */
package dev.comity.cli;
