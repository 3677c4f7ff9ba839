package dev.comity.agreement;

import dev.comity.yaml.YamlObject;
import java.util.Optional;

/** A title for people, {@code title: {en: ..., zh: ...}}; both languages are required. */
public record Titles(String en, String zh) {

    /** Reads the member {@code title}. */
    public static Optional<Titles> read(YamlObject parent) {
        return parent.object("title").flatMap(title -> {
            Optional<String> en = title.text("en");
            Optional<String> zh = title.text("zh");
            title.finish();
            return en.flatMap(english -> zh.map(chinese -> new Titles(english, chinese)));
        });
    }
}
