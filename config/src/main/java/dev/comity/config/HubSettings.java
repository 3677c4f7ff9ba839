package dev.comity.config;

import dev.comity.envelope.EnvelopeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * {@code hub.yaml}. A setting comes from the flag, then the environment {@code COMITY_A_B}, then the file, then the default.
 *
 * @param id the hub's id, the {@code aud} of every envelope
 * @param origin of its exchange log, a scheme-less name; of a node it ends with the node's name
 * @param zone of dates without time
 * @param host that the broker binds to; loopback unless told
 * @param port of the broker for AMQP 1.0 and core; 0 takes a free one
 * @param external the broker, where it is a process of its own; then host and port are not used
 * @param tls how agencies come to the broker inside the hub: with TLS, or empty for in clear
 * @param cluster the nodes, where several hubs share the broker
 * @param clockSkew how far a time may lie ahead
 * @param everyAgency how much the hub takes from an agency without limits of its own
 * @param batchSize messages in one transaction at most
 * @param batchWait how long a batch waits for more
 * @param maxDeliveryAttempts before a message is a dead letter
 * @param longestWait of a delivery for its consumer; then it is undeliverable
 * @param backlog deliveries that may wait for one consumer before an operator is told
 * @param queueBytes memory for what waits in one queue; the rest of it is on disk alone
 * @param index where the search index lies
 * @param evidenceKept how long evidence is kept before it is due for erasure
 * @param settings all of these by name, with where each came from
 */
public record HubSettings(
        String id,
        String origin,
        ZoneId zone,
        String host,
        int port,
        Optional<BrokerAccess> external,
        Optional<TlsSettings> tls,
        Optional<ClusterSettings> cluster,
        Duration clockSkew,
        AgencyLimits everyAgency,
        int batchSize,
        Duration batchWait,
        int maxDeliveryAttempts,
        Duration longestWait,
        int backlog,
        int queueBytes,
        EnvelopeLimits limits,
        IndexSettings index,
        Period evidenceKept,
        List<Setting> settings) {

    /**
     * The search index. Its password is never in this file, which is kept in bundles that auditors read.
     *
     * @param url JDBC, without a password; empty for the H2 file in the data folder
     */
    public record IndexSettings(Optional<String> url, String user) {}

    /**
     * The hub's certificate for agencies, in PKCS#12; paths are absolute or relative to the data folder.
     *
     * @param keyStore the hub's certificate and private key
     * @param trustStore the authorities that certify agencies: with it every agency must show a certificate; without it passwords are asked for
     * @param passwordFile one line: the password of both
     */
    public record TlsSettings(Path keyStore, Optional<Path> trustStore, Path passwordFile) {}
}
