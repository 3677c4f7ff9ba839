package dev.comity.demo.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyntheticCityTest {

    private static final List<Division> DIVISIONS =
            List.of(new Division("440303", "罗湖区"), new Division("440304", "福田区"));

    private static SyntheticCity city(long seed) {
        return SyntheticCity.of(seed, DIVISIONS, 900);
    }

    private static List<List<?>> everything(SyntheticCity city) {
        return List.of(
                city.residents(),
                city.deaths(300),
                city.marriages(300),
                city.applications(300),
                city.cards(300),
                city.vehicles(300),
                city.transfers(300));
    }

    @Test
    void oneSeedGivesOneCity() {
        assertThat(everything(city(7))).isEqualTo(everything(city(7)));
    }

    @Test
    void anotherSeedGivesAnotherCity() {
        assertThat(city(7).residents()).doesNotContainAnyElementsOf(city(8).residents());
    }

    @Test
    void askingForMoreChangesNothingThatThereWas() {
        assertThat(city(7).deaths(500)).startsWith(city(7).deaths(20).toArray(Death[]::new));
    }

    @Test
    void everyResidentHasANumberOfADivisionThatIsAssignedToNobody() {
        Set<String> numbers = new HashSet<>();
        for (Resident resident : city(7).residents()) {
            String number = resident.residentId();
            assertThat(number).startsWith("99").hasSize(18);
            assertThat(number.charAt(17)).isEqualTo(CheckDigits.resident(number.substring(0, 17)));
            assertThat(number.substring(6, 14))
                    .isEqualTo(resident.birthDate().toString().replace("-", ""));
            assertThat((number.charAt(16) - '0') % 2 == 0).isEqualTo(resident.female());
            numbers.add(number);
        }
        assertThat(numbers).hasSize(900);
    }

    @Test
    void nobodyMarriesHimselfOrReportsHisOwnDeath() {
        assertThat(city(7).marriages(400)).noneMatch(m -> m.first().equals(m.second()));
        assertThat(city(7).deaths(400)).noneMatch(d -> d.deceased().equals(d.informant()));
    }

    @Test
    void nobodysNameStandsInsideAnothers() {
        String all = String.join(
                "\n", city(7).residents().stream().map(Resident::name).toList());
        for (Resident resident : city(7).residents()) {
            assertThat(all.indexOf(resident.name())).isEqualTo(all.lastIndexOf(resident.name()));
        }
    }

    @Test
    void onlyTheOldStandInMoreThanOneAgencysSystem() {
        SyntheticCity city = city(7);
        Stream<Stream<Resident>> groups = Stream.of(
                city.deaths(200).stream().map(Death::deceased),
                city.deaths(200).stream().map(Death::informant),
                city.marriages(200).stream().flatMap(m -> Stream.of(m.first(), m.second())),
                city.applications(200).stream().flatMap(a -> Stream.concat(Stream.of(a.applicant()), a.co().stream())),
                city.vehicles(200).stream().map(Vehicle::owner));

        assertThat(groups.flatMap(Stream::distinct)).doesNotHaveDuplicates();
    }

    @Test
    void nobodyDiesTwiceInTheSample() {
        assertThat(city(7).deaths(300).stream().map(d -> d.deceased().residentId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatNobodyMaySeeCannotBeMistakenForSomethingElse() {
        SyntheticCity city = city(7);
        Stream<String> secrets = Stream.concat(
                city.deaths(300).stream()
                        .flatMap(d -> Stream.of(d.certificateNo(), d.informant().phone())),
                city.marriages(300).stream()
                        .flatMap(m -> Stream.concat(Stream.of(m.certificateNo()), m.agreementRef().stream())));
        assertThat(secrets.distinct()).hasSizeGreaterThan(700).allMatch(s -> s.length() >= 12);
    }

    @Test
    void aChangedOrDeletedTransferWasAddedBefore() {
        List<Transfer> transfers = city(7).transfers(200);
        for (int i = 0; i < transfers.size(); i++) {
            Transfer transfer = transfers.get(i);
            if (transfer.change() != 'A') {
                assertThat(transfers.subList(0, i))
                        .anyMatch(t -> t.change() == 'A' && t.transactionId().equals(transfer.transactionId()));
            }
        }
    }
}
