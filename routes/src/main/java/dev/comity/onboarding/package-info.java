/**
 * How an agency comes to a hub: it makes its own folder and keys, and one file that says who it is and shows that the keys are its own; the
 * registrar certifies what the file says, and the hub's operator takes it in. No other agency does anything.
 */
package dev.comity.onboarding;
