package dev.comity.record;

import java.nio.file.Path;

/**
 * How records of a type are told in a major version before it ({@code x-earlier}).
 *
 * @param type the same name, a lower major
 * @param mapping JSLT file beside the schema, from a whole record of the newer major to the fields of the earlier one
 */
public record EarlierMajor(RecordTypeId type, Path mapping) {}
