/**
 * Certificates of connections (X.509), which say who is at the other end of a wire and nothing about records: an agency's key for TLS and
 * its request for a client certificate. What agencies and the hub sign is judged by the registrar's directory alone.
 */
package dev.comity.certificate;
