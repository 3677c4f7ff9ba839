package dev.comity.agency;

import dev.comity.opening.PresentationOpener;
import dev.comity.sealing.RecordSealer;

/**
 * What an agency seals and opens by, as it is at one moment.
 *
 * @param keys the agency's own
 * @param sealer seals for the agreements of this view
 * @param opener opens what is delivered under them, or was decided under those before
 */
record AgencyRules(AgencyView view, AgencyKeys keys, RecordSealer sealer, PresentationOpener opener) {}
