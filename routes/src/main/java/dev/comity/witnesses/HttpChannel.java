package dev.comity.witnesses;

import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A witness that takes requests over HTTP (C2SP tlog-witness). */
final class HttpChannel implements WitnessChannel {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final String agency;
    private final URI uri;
    private final Answers answers;

    /** @param base the witness's submission address, without {@code /add-checkpoint} */
    HttpChannel(String agency, URI base, Answers answers) {
        this.agency = agency;
        this.uri = URI.create(base.toString().replaceAll("/$", "") + "/add-checkpoint");
        this.answers = answers;
    }

    @Override
    public void ask(WitnessRequest request) {
        HttpRequest post = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(request.text()))
                .build();
        String id = Answers.id(request);
        CLIENT.sendAsync(post, BodyHandlers.ofString()).whenComplete((response, failure) -> {
            WitnessAnswer answer = failure == null
                    ? new WitnessAnswer(response.statusCode(), response.body())
                    : new WitnessAnswer(0, "not reached\n");
            answers.take(agency, id, answer);
        });
    }
}
