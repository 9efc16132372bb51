package dev.attune.storage.sql;

import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.sql.EditPerson.Place;
import java.sql.SQLException;

/// Erases people with all that lies with them, on the writing connection. Their events are another
/// matter, see [EraseEvents].
final class ErasePerson {
  private final EditPerson people;
  private final Claims claims;

  ErasePerson(EditPerson people, Claims claims) {
    this.people = people;
    this.claims = claims;
  }

  /// This person is erased.
  void erase(long workspace, Place place) throws SQLException {
    Decoder decoder = people.codec().decoder();
    for (var identifier : place.person().identifiers(decoder)) {
      claims.release(workspace, identifier, place.key());
    }
    for (var alias : place.person().merged()) {
      people.clear(people.find(workspace, alias.customerId()).key());
    }
    people.erase(workspace, place);
  }
}
