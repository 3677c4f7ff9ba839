package dev.comity.witnesses;

import dev.comity.log.WitnessRequest;

/** The way to one witness. Its answers come to the {@link Answers} that it was made with. */
interface WitnessChannel {

    /** Sends the request and does not wait. @throws Exception if it is known at once that it does not arrive */
    void ask(WitnessRequest request) throws Exception;
}
