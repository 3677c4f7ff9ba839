package dev.comity.agency;

import dev.comity.sealing.RecordSealer;
import java.nio.file.Path;

/** The sealing part of one agency of a {@link SampleCity}. */
public record SampleSealer(AgencyView view, AgencyKeys keys, RecordSealer sealer) {

    public static SampleSealer of(SampleCity city, String agency) throws Exception {
        AgencyView view = city.view(agency);
        Path folder = city.folder(agency).resolve("keys");
        AgencyKeys keys = AgencyKeys.load(folder, agency, view.directory(), SampleCity.NOW);
        RecordSealer.Sender sender = new RecordSealer.Sender(
                agency,
                city.hub(),
                keys.seal(),
                keys.pseudonym(),
                keys.secret(),
                view.configuration().hub().zone(),
                dev.comity.envelope.EnvelopeLimits.DEFAULT);
        return new SampleSealer(
                view, keys, new RecordSealer(sender, view.types(), view.directory(), view.agreements()));
    }
}
