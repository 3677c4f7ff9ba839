/** The small HTTP servers of hub and agencies that answer people and probes of their own machine: never reachable from another one. */
package dev.comity.loopback;
