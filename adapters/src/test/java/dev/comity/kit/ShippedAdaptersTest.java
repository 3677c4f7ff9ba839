package dev.comity.kit;

import dev.comity.agency.SampleCity;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every adapter of the project passes the contract kit. */
class ShippedAdaptersTest {

    @TestFactory
    Stream<DynamicContainer> passesTheContractKit() throws IOException {
        return ContractKit.in(SampleCity.HOME).tests(SampleCity.HOME.resolve("adapters"));
    }
}
