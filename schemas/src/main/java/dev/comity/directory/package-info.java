/** Who is who: registrars pinned in {@code trust.yaml} certify agencies, their divisions, roles and keys. */
package dev.comity.directory;
