/**
 * Adapters: folders that say how an agency's system speaks. A source reads items in the agency's own format and maps them to
 * records; a sink hands opened records to the agency's system. No Java is needed to add one.
 */
package dev.comity.adapter;
