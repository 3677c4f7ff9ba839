package dev.comity.agreement;

/**
 * The legal basis of an agreement.
 *
 * @param kind from the closed list: consent, separate-consent, contract, statutory-duty, legal-obligation, emergency,
 *     public-information, other-law, written-authorisation
 * @param responsibility number of the responsibility item, may be empty
 */
public record Basis(String kind, String instrument, String article, String responsibility) {}
