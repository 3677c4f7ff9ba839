/**
 * Record types as data: JSON Schema 2020-12 with titles in two languages, classification, embedding annotations, declared
 * derivations and field standards.
 */
package dev.comity.record;
