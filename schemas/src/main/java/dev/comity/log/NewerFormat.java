package dev.comity.log;

/** Something that a later version of this project wrote: not wrong, but not to be judged by this one. */
public final class NewerFormat extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public NewerFormat(String message) {
        super(message);
    }
}
