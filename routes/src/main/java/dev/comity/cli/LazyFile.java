package dev.comity.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is made, or appended to, with the first byte: whoever prepares its folder may want to find that empty. */
final class LazyFile extends OutputStream {

    private final Path file;
    private OutputStream opened;

    LazyFile(Path file) {
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > 0) {
            opened().write(bytes, from, length);
        }
    }

    private OutputStream opened() throws IOException {
        if (opened == null) {
            Files.createDirectories(file.getParent());
            opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}
