/**
 * What people ask about agreements before and after they are in force: do the tests beside them hold, who may see what, why, and
 * what does a change widen. Everything here works on unsigned drafts too, and reads records only from files that it is given.
 */
package dev.comity.policy;
