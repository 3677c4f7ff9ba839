package dev.comity.agreement;

import java.util.List;

/**
 * The legal basis of an agreement.
 *
 * @param kind from {@link #KINDS}
 * @param responsibility number of the responsibility item, may be empty
 */
public record Basis(String kind, String instrument, String article, String responsibility) {

    /** Information that the law makes public: an agreement on this basis is unconditional. */
    public static final String PUBLIC_INFORMATION = "public-information";

    /** The closed list. */
    public static final List<String> KINDS = List.of(
            "consent",
            "separate-consent",
            "contract",
            "statutory-duty",
            "legal-obligation",
            "emergency",
            PUBLIC_INFORMATION,
            "other-law",
            "written-authorisation");

    public Basis {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("a legal basis that is not in the closed list");
        }
    }

    /** Whether anybody may have what this agreement releases, so that it may release public fields only. */
    public boolean unconditional() {
        return kind.equals(PUBLIC_INFORMATION);
    }
}
