package dev.comity.hub;

/** The decision engine as entries name it, so that a verifier knows what to recompute a decision with. */
final class Engine {

    static final String VERSION = "comity/1";

    private Engine() {}
}
