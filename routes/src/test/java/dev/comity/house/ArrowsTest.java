package dev.comity.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.comity.agency.AgencyClient;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of the architecture: routes, adapters, config, schemas; none points back. */
class ArrowsTest {

    /** Each module may use those after it, and none before it. */
    private static final List<String> MODULES = List.of("routes", "adapters", "config", "schemas");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.comity");

    @ParameterizedTest
    @ValueSource(strings = {"adapters", "config", "schemas"})
    void noArrowPointsBack(String module) {
        for (String earlier : MODULES.subList(0, MODULES.indexOf(module))) {
            noClasses()
                    .that(in(module))
                    .should()
                    .dependOnClassesThat(in(earlier))
                    .check(CLASSES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes", "adapters", "config", "schemas"})
    void everyModuleIsSeenByTheseRules(String module) {
        assertThat(CLASSES.stream().filter(in(module))).isNotEmpty();
    }

    @Test
    void noPackageIsSplitBetweenModules() {
        var modulesByPackage = CLASSES.stream()
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(ArrowsTest::moduleOf, Collectors.toSet())));

        assertThat(modulesByPackage)
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemas", "config"})
    void anAuditorsPartNeedsNeitherCamelNorABrokerNorADatabase(String module) {
        noClasses()
                .that(in(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel..", "org.apache.activemq..", "java.sql..", "javax.sql..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void theClientLibraryNeedsNeitherCamelNorTheBrokersOwnLibraries() {
        noClasses()
                .that()
                .belongToAnyOf(AgencyClient.class)
                .should()
                .transitivelyDependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.apache.activemq..")
                .check(CLASSES);
    }

    @Test
    void theDecisionReadsNeitherFilesNorTheClock() {
        noClasses()
                .that()
                .resideInAPackage("dev.comity.decision..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Files.class, java.io.File.class, java.time.Clock.class, java.util.Random.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void onlyTheCryptoPackageChoosesAProvider() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.comity.crypto..")
                .should()
                .callMethod(Signature.class, "getInstance", String.class)
                .orShould()
                .callMethod(KeyFactory.class, "getInstance", String.class)
                .orShould()
                .callMethod(KeyPairGenerator.class, "getInstance", String.class)
                .orShould()
                .callMethod(MessageDigest.class, "getInstance", String.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.comity.cli..")
                .and()
                .doNotHaveFullyQualifiedName("dev.comity.audit.ComityVerify")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> in(String module) {
        return DescribedPredicate.describe(
                "in module " + module, type -> moduleOf(type).equals(module));
    }

    /** The module whose build wrote the class; whatever is not ours is in none. */
    static String moduleOf(JavaClass type) {
        String source = type.getSource().map(s -> s.getUri().toString()).orElse("");
        return MODULES.stream()
                .filter(module -> source.contains("/" + module + "/target/"))
                .findFirst()
                .orElse("");
    }
}
