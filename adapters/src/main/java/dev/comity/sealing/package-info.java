/**
 * From a mapped record to the envelopes that leave the agency: common fields, validation, derivation, and the plan that keeps back
 * every value that no agreement in force needs.
 */
package dev.comity.sealing;
