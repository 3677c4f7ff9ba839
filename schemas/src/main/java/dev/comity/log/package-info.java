/**
 * The exchange log: a Merkle tree in static files that software of others can check, its entries, proofs and verifier.
 *
 * <p>Formats: {@link dev.comity.log.Entry}, {@link dev.comity.log.SignedNote}, {@link dev.comity.log.Checkpoint}, {@link
 * dev.comity.log.VerifierKey}, {@link dev.comity.log.InclusionProof}, and {@code TilePath} for the names of files. Hashing is
 * in {@link dev.comity.log.Merkle}, the tree in tiles in {@code TreeEdge} and {@code TreeGrowth}.
 *
 * <p>The hub writes through {@link dev.comity.log.TileLog}: {@code LogWriter} makes rounds, {@code LogRound} says which tiles a
 * round brings, {@code LogFolder} makes them durable, {@code LogRecovery} opens what a crash left. An auditor reads through
 * {@link dev.comity.log.LogVerifier}, which believes nothing of that: {@code TreeCheck} recomputes the tree, {@code
 * EntriesCheck} reads what the entries say, {@code SignatureCheck} asks who signed.
 */
package dev.comity.log;
