package dev.comity.cli;

import dev.comity.evidence.EvidencePeriod;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A month on the command line. */
final class Month implements ITypeConverter<EvidencePeriod> {

    @Override
    public EvidencePeriod convert(String text) {
        return EvidencePeriod.parse(text)
                .orElseThrow(() -> new TypeConversionException("a month such as 2026-11 was expected"));
    }
}
