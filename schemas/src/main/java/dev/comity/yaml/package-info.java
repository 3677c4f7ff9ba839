/** YAML 1.2 with the place of every word, so that every problem in a file can be reported with line and column. */
package dev.comity.yaml;
