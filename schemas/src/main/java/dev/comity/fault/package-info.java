/** Named steps of a running program at which a test can make it stand still, so that it is killed exactly there. */
package dev.comity.fault;
