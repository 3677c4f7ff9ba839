package dev.comity.command;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar that holds this class. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"comity " + number()};
    }

    /** For instance {@code 0.1.0}; says so where the classes are in no jar. */
    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
