package dev.comity.demo;

import dev.comity.agreement.AgreementSignatures;
import dev.comity.agreement.Withdrawal;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The data folder's own copy of the configuration: the same files, and the agreements' signatures beside them. */
final class ConfigurationCopy {

    /** Of a configuration folder nothing else is read; source code may lie beside it. */
    private static final List<String> READ = List.of("hub.yaml", "agencies.yaml", "purposes.yaml", "agreements");

    private ConfigurationCopy() {}

    /** Makes {@code to} equal to {@code from}; signatures stay with the agreements that are still there. */
    static void refresh(Path from, Path to) throws IOException {
        Set<Path> wanted = files(from);
        for (Path file : files(to)) {
            if (!wanted.contains(file) && !signsOneOf(wanted, to, file)) {
                Files.delete(to.resolve(file));
            }
        }
        for (Path file : wanted) {
            DurableFile.write(to.resolve(file), Files.readAllBytes(from.resolve(file)));
        }
    }

    private static boolean signsOneOf(Set<Path> agreements, Path folder, Path file) {
        return agreements.stream()
                .map(folder::resolve)
                .anyMatch(a -> AgreementSignatures.fileOf(a).equals(folder.resolve(file))
                        || Withdrawal.fileOf(a).equals(folder.resolve(file)));
    }

    private static Set<Path> files(Path folder) throws IOException {
        Set<Path> files = new TreeSet<>();
        for (String name : READ) {
            Path start = folder.resolve(name);
            if (Files.exists(start)) {
                try (Stream<Path> below = Files.walk(start)) {
                    below.filter(Files::isRegularFile).map(folder::relativize).forEach(files::add);
                }
            }
        }
        return files;
    }
}
