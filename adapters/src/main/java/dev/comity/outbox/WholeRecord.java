package dev.comity.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.record.RecordTypeId;

/** A record as it was validated, kept in the outbox for as long as it may have to be sealed again. */
public record WholeRecord(RecordTypeId type, ObjectNode body) {}
