/** The decision: pure functions from agreements, record, consumer and time to released and withheld fields. */
package dev.comity.decision;
