package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.StoredZip;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An adapter's folder as one thing: the digest that names its content, and a zip that is the same bytes wherever it is made. Hidden
 * files and those that an editor leaves are no part of it.
 *
 * @param id of the adapter
 * @param files by their paths in the folder
 */
public record AdapterPackage(String id, SortedMap<String, byte[]> files) {

    /** In the zip, beside the folder: what is in it. */
    public static final String MANIFEST = "manifest.json";

    public AdapterPackage {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** @throws IllegalArgumentException if a file has a name that a package cannot hold */
    public static AdapterPackage of(String id, Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!hidden(name)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        files.keySet().forEach(AdapterPackage::requireName);
        return new AdapterPackage(id, files);
    }

    private static boolean hidden(String name) {
        return name.startsWith(".") || name.contains("/.") || name.endsWith("~");
    }

    private static void requireName(String name) {
        if (!StoredZip.isName(name)) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' cannot stand in a package: ASCII letters, digits, dot, hyphen and underscore are allowed in names");
        }
    }

    /** base64url SHA-256 over the lines {@code <SHA-256 in base64url> <path>} of all files, in the order of their paths. */
    public String digest() {
        StringBuilder lines = new StringBuilder();
        files.forEach((name, content) -> lines.append(Base64Url.encode(Crypto.sha256(content)))
                .append(' ')
                .append(name)
                .append('\n'));
        return Base64Url.encode(Crypto.sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code {v, adapter, digest, files: [{path, sha256, bytes}]}}. */
    public ObjectNode manifest() {
        ObjectNode manifest = Json.object().put("v", 1).put("adapter", id).put("digest", digest());
        ArrayNode list = manifest.putArray("files");
        files.forEach((name, content) -> list.addObject()
                .put("path", name)
                .put("sha256", Base64Url.encode(Crypto.sha256(content)))
                .put("bytes", content.length));
        return manifest;
    }

    /** The manifest and, below the adapter's id, its files. */
    public byte[] zip() {
        SortedMap<String, byte[]> all = new TreeMap<>();
        all.put(MANIFEST, Json.pretty(manifest()).getBytes(StandardCharsets.UTF_8));
        files.forEach((name, content) -> all.put(id + "/" + name, content));
        return StoredZip.write(all);
    }
}
