package dev.comity.adapter;

/** What a source gave is not what its adapter says it gives. Nothing of it was taken; the message holds no value. */
public final class SourceUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    public SourceUnreadable(String message) {
        super(message);
    }
}
