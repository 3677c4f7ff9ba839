package dev.comity.envelope;

/** Names on the wire: content types, message properties and addresses. */
public final class Wire {

    public static final String CONTENT_TYPE = "content_type";
    public static final String RECORD = "application/comity-record+sd-jwt";
    public static final String ACK = "application/comity-ack+jwt";
    public static final String ACCEPTED = "application/comity-accepted+jwt";
    public static final String REFUSAL = "application/comity-refusal+jwt";

    /** The hub's notice that it could not process a message. */
    public static final String UNDELIVERABLE = "application/comity-undeliverable+jwt";

    /** To a witness: a request to cosign; its text is that of C2SP tlog-witness. */
    public static final String CHECKPOINT = "application/comity-checkpoint";
    /** From a witness: its answer, with {@link #STATUS}; {@code ce-id} is the digest of the request. */
    public static final String COSIGNATURE = "application/comity-cosignature";
    /** From an agency, passed on to the witnesses: the head of its submissions. */
    public static final String HEAD = "application/comity-head+jwt";
    /** Status of a witness's answer, as over HTTP. */
    public static final String STATUS = "comity-status";

    /** Submission statement beside an envelope on its way in. */
    public static final String SUBMIT = "comity-submit";
    /** Salt and token of each data subject, beside an envelope on its way in; not in the log. */
    public static final String SUBJECTS = "comity-subjects";
    /** The log entry beside everything on its way out, as JSON text. */
    public static final String ENTRY = "comity-entry";
    /** The inclusion proof beside everything on its way out, as {@code .tlog-proof} text. */
    public static final String PROOF = "comity-proof";

    /** CloudEvents attributes: delivery or submission id, sender, record type, time, schema digest. */
    public static final String CE_ID = "ce-id";

    public static final String CE_SOURCE = "ce-source";
    public static final String CE_TYPE = "ce-type";
    public static final String CE_TIME = "ce-time";
    public static final String CE_DATASCHEMA = "ce-dataschema";

    private Wire() {}

    /** Where an agency, and nobody else, writes. */
    public static String in(String agency) {
        return "in." + agency;
    }

    /** Where an agency, and nobody else, reads. */
    public static String out(String agency) {
        return "out." + agency;
    }
}
