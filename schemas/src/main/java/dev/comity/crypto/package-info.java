/**
 * Keys, signatures and digests. One class chooses the provider; the algorithm belongs to the key; lengths and forms are
 * checked before any cryptography.
 */
package dev.comity.crypto;
