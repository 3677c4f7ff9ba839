/** The hub's configuration: read with the place of every word, checked as a whole, all problems at once. */
package dev.comity.config;
