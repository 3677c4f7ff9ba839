package dev.comity.demo;

/**
 * How much of everything the synthetic city has.
 *
 * @param careless records with each fault that the careless sender makes
 */
record SampleSize(
        int residents,
        int deaths,
        int marriages,
        int applications,
        int cards,
        int vehicles,
        int transfers,
        int careless) {

    static final SampleSize FULL = new SampleSize(2_800, 280, 240, 260, 300, 200, 120, 3);

    /** Nothing is made up: the real files are fed alone. */
    static final SampleSize NOTHING = new SampleSize(0, 0, 0, 0, 0, 0, 0, 0);
}
