package dev.comity.sketch;

import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.Items;
import dev.comity.adapter.SourceItem;
import dev.comity.adapter.SourceUnreadable;
import dev.comity.sketch.Sample.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Tells from a file of the agency's system what it is: character set, CSV, JSON or XML, and where its items are. */
final class SampleFile {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private SampleFile() {}

    /**
     * @param arrival how such bodies will come
     * @throws Unreadable where it is none of the formats, or holds no item
     */
    static Sample read(byte[] file, Arrival arrival) throws Unreadable {
        Charset charset = charset(file);
        String text = new String(file, charset).replaceFirst("^\uFEFF", "").stripLeading();
        if (text.isEmpty()) {
            throw new Unreadable("the sample is empty: give a file with some items, as the system exports them");
        }
        return switch (text.charAt(0)) {
            case '<' -> XmlSample.read(file, arrival);
            case '{', '[' -> JsonSample.read(text, charset, arrival);
            default -> CsvSample.read(file, text, charset, arrival);
        };
    }

    private static Charset charset(byte[] file) throws Unreadable {
        if (decodes(file, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        if (decodes(file, GB18030)) {
            return GB18030;
        }
        throw new Unreadable("the sample is neither UTF-8 nor GB 18030 text: convert a copy of it first");
    }

    private static boolean decodes(byte[] file, Charset charset) {
        try {
            charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The items that can be read with this format. */
    static List<SourceItem> items(InputFormat format, Object body) throws Unreadable {
        try {
            List<SourceItem> items = Items.of(format, body).stream()
                    .filter(item -> item.problem().isEmpty())
                    .limit(Sample.ITEMS)
                    .toList();
            if (items.isEmpty()) {
                String why = Items.of(format, body).stream()
                        .map(SourceItem::problem)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(problem -> ": " + problem)
                        .orElse("");
                throw new Unreadable("no item could be read from the sample" + why);
            }
            return items;
        } catch (SourceUnreadable e) {
            throw new Unreadable("the sample cannot be read: " + e.getMessage());
        }
    }
}
