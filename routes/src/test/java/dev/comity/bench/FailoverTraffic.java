package dev.comity.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.client.BrokerSession;
import dev.comity.client.HubAccess;
import dev.comity.client.HubLink;
import dev.comity.client.HubSession;
import dev.comity.client.IncomingMessage;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Agencies at the wire: each provider hands its records over at a pace, everybody takes what comes; all of them reconnect. */
final class FailoverTraffic implements AutoCloseable {

    private static final int TOGETHER = 50;
    private static final long IDLE_MILLIS = 200;

    private final Installation installation;
    private final Path endpoint;
    private final FailoverTally tally;
    private final List<HubLink> links = new ArrayList<>();

    /** @param endpoint names the live broker and its backup */
    FailoverTraffic(Installation installation, Path endpoint, FailoverTally tally) {
        this.installation = installation;
        this.endpoint = endpoint;
        this.tally = tally;
    }

    private void link(String agency, String name, HubLink.Traffic traffic) {
        Path password = installation.setting().data().agency(agency).resolve("keys/broker.password");
        var hub = new HubAccess(agency, endpoint, password).over(BrokerSession::open);
        links.add(HubLink.start(agency, hub, name, traffic));
    }

    void receive(String agency) {
        link(agency, "receive", session -> {
            List<IncomingMessage> taken = new ArrayList<>();
            Optional<IncomingMessage> next = session.receive(IDLE_MILLIS);
            while (next.isPresent()) {
                taken.add(next.get());
                next.get().taken().confirm();
                next = taken.size() < TOGETHER ? session.receive(0) : Optional.empty();
            }
            if (!taken.isEmpty()) {
                // As an agency keeps what came before it says that it has it: the broker may commit and fall before it
                // says so.
                for (IncomingMessage message : taken) {
                    tell(agency, message);
                }
                session.commit();
            }
        });
    }

    private void tell(String agency, IncomingMessage message) throws Exception {
        ObjectNode entry = Json.parseObject(message.entryBytes().orElseThrow());
        switch (message.contentType()) {
            case Wire.RECORD -> tally.delivered(entry.path("delivery").asText(), agency);
            case Wire.ACCEPTED -> tally.accepted(entry.path("jti").asText());
            default -> tally.refused(entry.path("jti").asText());
        }
    }

    /** @param rate records a second */
    void send(String provider, List<SealedRecord> records, double rate) {
        link(provider, "send", new Sending(records, rate));
    }

    /** As an agency's outbox does it: with each connection it begins again at the first record without an answer. */
    private final class Sending implements HubLink.Traffic {

        private final List<SealedRecord> records;
        private final double rate;
        private final long start = System.nanoTime();
        private int next;

        Sending(List<SealedRecord> records, double rate) {
            this.records = records;
            this.rate = rate;
        }

        @Override
        public void connected(HubSession session) {
            next = 0;
            while (next < records.size() && tally.isAnswered(records.get(next).jti())) {
                next++;
            }
        }

        @Override
        public void turn(HubSession session) throws Exception {
            int due = (int) Math.min(records.size(), (System.nanoTime() - start) / 1e9 * rate);
            int last = Math.min(due, next + TOGETHER);
            if (next >= last) {
                Thread.sleep(10);
                return;
            }
            for (SealedRecord record : records.subList(next, last)) {
                session.send(record.message());
            }
            session.commit();
            next = last;
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (HubLink link : links) {
            link.close();
        }
    }
}
