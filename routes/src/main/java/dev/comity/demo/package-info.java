/**
 * The demonstration: a made-up city whose agencies exchange records through a hub, all in one process and one folder. It makes
 * the keys, lets registrar and agencies sign, feeds the agencies' own systems, and in the end counts what every agency and the
 * log hold. Nothing here is used outside the demonstration.
 */
package dev.comity.demo;
