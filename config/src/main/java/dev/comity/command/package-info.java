/**
 * What every command shares: the closed table of exit codes, the answer for machines, what is said about wrong words and
 * failures. The auditor's stand-alone program and the one command {@code comity} both speak through it, so that a script reads
 * both alike.
 */
package dev.comity.command;
