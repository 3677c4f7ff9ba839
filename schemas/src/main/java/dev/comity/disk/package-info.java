/** How files are written that must survive a crash: whole or not at all. */
package dev.comity.disk;
