/** The exchange log: a Merkle tree in static files that software of others can check, its entries, proofs and verifier. */
package dev.comity.log;
