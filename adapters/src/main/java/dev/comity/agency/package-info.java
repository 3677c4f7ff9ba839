/**
 * An agency's own side of the exchange, in its own network and with its own keys: it reads the agency's system, seals and hands
 * over, opens and acknowledges. What it has promised is durable in the agency's folder.
 */
package dev.comity.agency;
