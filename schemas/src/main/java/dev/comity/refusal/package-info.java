/** Why something is not accepted: one closed table of codes, used by every stage and by every agency's client. */
package dev.comity.refusal;
