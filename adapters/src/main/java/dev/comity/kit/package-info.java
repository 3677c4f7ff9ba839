/**
 * The contract kit: fifteen named checks of an adapter's folder, so that its author knows that it is right before it meets a hub. The
 * adapter's own route runs, with stand-ins in the place of everything outside; samples go through the real mapping, ledger, sealing and
 * decision, with keys that are made for the run. Nothing of a value is ever said: places, names of fields, kinds.
 */
package dev.comity.kit;
