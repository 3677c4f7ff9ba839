/**
 * The decision: pure functions from agreements, record, consumer and time to released and withheld fields. What agreements,
 * schema or directory do not know is withheld.
 */
package dev.comity.decision;
