package dev.comity.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** Makes the disclosures of one record, from the leaves up, since a container's disclosure holds its children's digests. */
final class Sealing {

    /** A disclosure and those inside it, before their order is fixed. */
    private record Branch(Disclosure disclosure, FieldPath path, String place, List<Branch> inside) {}

    private final ToIntFunction<FieldPath> memberCount;
    private final Salts salts = new Salts();

    private Sealing(ToIntFunction<FieldPath> memberCount) {
        this.memberCount = memberCount;
    }

    /** @param memberCount how many members the object at a path can have; null path is the root */
    static SealedEnvelope seal(
            EnvelopeClaims claims, ObjectNode record, ToIntFunction<FieldPath> memberCount, SigningKey key) {
        for (String name : EnvelopeClaims.RESERVED) {
            if (record.has(name)) {
                throw new IllegalArgumentException(
                        "a field at the top of a record may not be named like the claim '" + name + "'");
            }
        }
        Sealing sealing = new Sealing(memberCount);
        List<Branch> branches = new ArrayList<>();
        ObjectNode payload = claims.write();
        payload.set(Sd.SD, sealing.members(record, null, "", branches));
        List<OpenedDisclosure> disclosures = new ArrayList<>();
        flatten(branches, OptionalInt.empty(), disclosures);
        return new SealedEnvelope(Jws.sign(EnvelopeClaims.TYP, payload, key), disclosures);
    }

    /** The {@code _sd} of an object: its members' digests and decoys, sorted. */
    private ArrayNode members(ObjectNode object, FieldPath path, String place, List<Branch> branches) {
        int count = memberCount.applyAsInt(path);
        if (object.size() > count) {
            throw new IllegalArgumentException("more members than the schema has at '" + place + "'");
        }
        String[] digests = new String[count];
        int i = 0;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (!ProfileRules.isName(name)) {
                throw new IllegalArgumentException("a name that no field can have, in the object at '" + place + "'");
            }
            FieldPath at = path == null ? FieldPath.of(name) : path.member(name);
            Branch branch =
                    branch(Optional.of(name), member.getValue(), at, place.isEmpty() ? name : place + "." + name);
            branches.add(branch);
            digests[i++] = branch.disclosure().digest();
        }
        while (i < count) {
            digests[i++] = salts.decoy();
        }
        Arrays.sort(digests);
        ArrayNode list = Json.object().arrayNode(count);
        for (String digest : digests) {
            list.add(digest);
        }
        return list;
    }

    private Branch branch(Optional<String> name, JsonNode value, FieldPath path, String place) {
        List<Branch> inside = value.isContainerNode() ? new ArrayList<>() : List.of();
        JsonNode shown = value;
        if (value instanceof ObjectNode object) {
            ArrayNode members = members(object, path, place, inside);
            ObjectNode digests = Json.object();
            shown = members.isEmpty() ? digests : digests.set(Sd.SD, members);
        } else if (value instanceof ArrayNode array) {
            shown = elements(array, path, place, inside);
        }
        return new Branch(disclosure(name, shown), path, place, inside);
    }

    private ArrayNode elements(ArrayNode array, FieldPath path, String place, List<Branch> branches) {
        ArrayNode placeholders = Json.object().arrayNode(array.size());
        FieldPath at = path.element();
        for (int i = 0; i < array.size(); i++) {
            Branch branch = branch(Optional.empty(), array.get(i), at, place + "[" + i + "]");
            branches.add(branch);
            placeholders.addObject().put(Sd.ELEMENT, branch.disclosure().digest());
        }
        return placeholders;
    }

    private Disclosure disclosure(Optional<String> name, JsonNode value) {
        String salt = salts.next();
        String encoded = DisclosureWriter.write(salt, name, value);
        return new Disclosure(encoded, salt, name, value, Disclosure.digestOf(encoded));
    }

    private static void flatten(List<Branch> branches, OptionalInt parent, List<OpenedDisclosure> into) {
        for (Branch branch : branches) {
            OptionalInt self = OptionalInt.of(into.size());
            into.add(new OpenedDisclosure(
                    branch.disclosure(),
                    branch.path(),
                    branch.place(),
                    branch.disclosure().leaf(),
                    parent));
            flatten(branch.inside(), self, into);
        }
    }
}
