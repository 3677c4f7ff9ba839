package dev.comity.adapter;

import net.sf.saxon.s9api.ExtensionFunction;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.OccurrenceIndicator;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.SequenceType;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;

/** {@code c:translate('NAME', code)} in XSLT. No code gives no code. */
record XsltTranslate(Tables tables) implements ExtensionFunction {

    @Override
    public QName getName() {
        return new QName(XsltMapping.NAMESPACE, "translate");
    }

    @Override
    public SequenceType getResultType() {
        return SequenceType.makeSequenceType(ItemType.STRING, OccurrenceIndicator.ZERO_OR_ONE);
    }

    @Override
    public SequenceType[] getArgumentTypes() {
        return new SequenceType[] {
            SequenceType.makeSequenceType(ItemType.STRING, OccurrenceIndicator.ONE),
            SequenceType.makeSequenceType(ItemType.ANY_ITEM, OccurrenceIndicator.ZERO_OR_ONE)
        };
    }

    @Override
    public XdmValue call(XdmValue[] arguments) throws SaxonApiException {
        if (arguments[1].isEmpty()) {
            return XdmEmptySequence.getInstance();
        }
        XdmItem code = arguments[1].itemAt(0);
        String path = code instanceof XdmNode node && node.getAttributeValue(new QName("key")) != null
                ? node.getAttributeValue(new QName("key"))
                : "";
        try {
            return new XdmAtomicValue(
                    tables.translated(arguments[0].itemAt(0).getStringValue(), code.getStringValue(), path));
        } catch (Tables.Untranslated e) {
            throw new SaxonApiException(e);
        }
    }
}
