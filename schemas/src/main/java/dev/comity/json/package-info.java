/** JSON as this project reads and writes it: strict, exact, and silent about values in its errors. */
package dev.comity.json;
