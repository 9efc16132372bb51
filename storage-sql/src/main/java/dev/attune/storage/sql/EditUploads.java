package dev.attune.storage.sql;

import dev.attune.engine.profile.Merged;
import dev.attune.storage.SegmentStore.Applied;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.sql.EditPerson.Place;
import dev.attune.storage.sql.Upload.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The steps of an upload, each for one transaction, on the writing connection. Whoever takes a
/// step looks first how far the upload is, so that several may work on one, and begin again where
/// others were interrupted.
final class EditUploads {
  private final Slots slots;
  private final EditPerson people;
  private final Uploads uploads;
  private final EraseUploads erase;
  private final PreparedStatement begin;
  private final PreparedStatement last;
  private final PreparedStatement addPart;
  private final PreparedStatement addMember;
  private final PreparedStatement members;
  private final PreparedStatement advance;
  private final PreparedStatement deleteParts;
  private final PreparedStatement replacing;

  EditUploads(Connection connection, Slots slots, EditPerson people, EraseUploads erase)
      throws SQLException {
    this.slots = slots;
    this.people = people;
    this.erase = erase;
    uploads = new Uploads(connection, slots);
    begin =
        connection.prepareStatement(
            """
            INSERT INTO upload (workspace, segment, mode, begun, phase, key, customer_id,
              added, removed, unchanged, unknown)
            VALUES (?, ?, ?, ?, 'STAGING', 0, '', 0, 0, 0, 0)
            """);
    last = connection.prepareStatement("SELECT last_insert_rowid()");
    addPart = connection.prepareStatement("INSERT INTO upload_part (upload, ids) VALUES (?, ?)");
    addMember =
        connection.prepareStatement(
            """
            INSERT OR IGNORE INTO upload_member (upload, person, customer_id) VALUES (?, ?, ?)
            """);
    members =
        connection.prepareStatement(
            """
            SELECT person, customer_id FROM upload_member
            WHERE upload = ? AND (person, customer_id) > (?, ?)
            ORDER BY person, customer_id LIMIT ?
            """);
    advance =
        connection.prepareStatement(
            """
            UPDATE upload SET phase = ?, key = ?, customer_id = ?,
              added = ?, removed = ?, unchanged = ?, unknown = ?
            WHERE number = ?
            """);
    deleteParts =
        connection.prepareStatement("DELETE FROM upload_part WHERE upload = ? AND number <= ?");
    replacing =
        connection.prepareStatement(
            "SELECT number FROM upload WHERE workspace = ? AND segment = ? AND phase = 'REPLACING'");
  }

  /// @param begun in epoch milliseconds
  long begin(long workspace, String segment, Mode mode, long begun) throws SQLException {
    begin.setLong(1, workspace);
    begin.setString(2, segment);
    begin.setString(3, mode.name());
    begin.setLong(4, begun);
    begin.executeUpdate();
    try (var row = last.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// @return whether there is such an upload, and it takes more
  boolean stage(long number, byte[] ids) throws SQLException {
    if (at(number, Phase.STAGING) == null) {
      return false;
    }
    addPart.setLong(1, number);
    addPart.setBytes(2, ids);
    addPart.executeUpdate();
    return true;
  }

  static byte[] part(List<String> customerIds) {
    var encoder = new Encoder();
    encoder.texts(customerIds);
    return encoder.toBytes();
  }

  /// @return whether there is such an upload
  boolean apply(long number) throws SQLException {
    var upload = at(number, Phase.STAGING);
    if (upload != null) {
      next(upload, upload.applied());
      return true;
    }
    return uploads.find(number) != null;
  }

  /// @param customerIds in the order in which their people lie
  void sort(long number, List<String> customerIds) throws SQLException {
    var upload = at(number, Phase.SORTING);
    if (upload == null) {
      return;
    }
    for (var id : customerIds) {
      addMember.setLong(1, number);
      addMember.setLong(2, slots.person(upload.workspace(), id));
      addMember.setString(3, id);
      addMember.executeUpdate();
    }
  }

  /// That all ids of these parts are sorted.
  ///
  /// @param last -1 when there are no parts left
  boolean sorted(long number, long last) throws SQLException {
    var upload = at(number, Phase.SORTING);
    if (upload == null) {
      return true;
    }
    if (last < 0) {
      next(upload, upload.applied());
    }
    deleteParts.setLong(1, number);
    deleteParts.setLong(2, last);
    deleteParts.executeUpdate();
    return true;
  }

  private record Member(long person, String customerId) {}

  /// Lets the next of those in the upload come in or go out.
  boolean change(long number, int most) throws SQLException {
    var upload = at(number, Phase.CHANGING);
    if (upload == null) {
      return true;
    }
    var some = members(upload, most);
    long changed = 0;
    long unknown = 0;
    boolean leave = upload.mode() == Mode.REMOVE;
    var segment = Set.of(upload.segment());
    for (var member : some) {
      var place = people.follow(upload.workspace(), member.customerId()).place();
      if (place == null) {
        unknown++;
      } else if (place.person().join(leave ? Set.of() : segment, leave ? segment : Set.of())) {
        people.store(upload.workspace(), place);
        changed++;
      }
    }
    var before = upload.applied();
    var applied =
        new Applied(
            before.added() + (leave ? 0 : changed),
            before.removed() + (leave ? changed : 0),
            before.unchanged() + some.size() - changed - unknown,
            before.unknown() + unknown);
    if (some.size() < most) {
      next(upload, applied);
    } else {
      advance(
          upload, Phase.CHANGING, some.getLast().person(), some.getLast().customerId(), applied);
    }
    return true;
  }

  private List<Member> members(Upload upload, int most) throws SQLException {
    var some = new ArrayList<Member>();
    members.setLong(1, upload.number());
    members.setLong(2, upload.key());
    members.setString(3, upload.customerId());
    members.setInt(4, most);
    try (var rows = members.executeQuery()) {
      while (rows.next()) {
        some.add(new Member(rows.getLong(1), rows.getString(2)));
      }
    }
    return some;
  }

  /// Lets those go out who are in the segment and not in the upload.
  ///
  /// @param leaving where they lie, as far as a reader saw
  boolean replace(long number, Uploads.Leaving leaving) throws SQLException {
    var upload = at(number, Phase.REPLACING);
    if (upload == null) {
      return true;
    }
    long removed = 0;
    for (long key : leaving.keys()) {
      var place = people.at(upload.workspace(), key);
      if (place != null && leaves(upload, place)) {
        people.store(upload.workspace(), place);
        removed++;
      }
    }
    var before = upload.applied();
    var applied =
        new Applied(
            before.added(), before.removed() + removed, before.unchanged(), before.unknown());
    if (leaving.end()) {
      next(upload, applied);
    } else {
      long next = Math.max(upload.key(), leaving.next());
      advance(upload, Phase.REPLACING, next, "", applied);
    }
    return true;
  }

  private boolean leaves(Upload upload, Place place) throws SQLException {
    var person = place.person();
    var ids =
        Stream.concat(
                Stream.of(place.customerId()), person.merged().stream().map(Merged::customerId))
            .toList();
    return person.segments().contains(upload.segment())
        && !uploads.hasAny(upload, ids)
        && person.join(Set.of(), Set.of(upload.segment()));
  }

  /// Before a person becomes part of another: decides now whether it leaves what is being replaced,
  /// for whoever goes through the people may have passed the other by.
  void decide(long workspace, Place place) throws SQLException {
    for (var segment : List.copyOf(place.person().segments())) {
      var numbers = new ArrayList<Long>();
      replacing.setLong(1, workspace);
      replacing.setString(2, segment);
      try (var rows = replacing.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getLong(1));
        }
      }
      for (long number : numbers) {
        var upload = at(number, Phase.REPLACING);
        if (upload != null && leaves(upload, place)) {
          var before = upload.applied();
          var applied =
              new Applied(
                  before.added(), before.removed() + 1, before.unchanged(), before.unknown());
          advance(upload, Phase.REPLACING, upload.key(), "", applied);
        }
      }
    }
  }

  /// Deletes some of what was staged.
  boolean clean(long number, int most) throws SQLException {
    var upload = at(number, Phase.CLEANING);
    if (upload != null && erase.members(number, most) < most) {
      advance(upload, Phase.DONE, 0, "", upload.applied());
    }
    return true;
  }

  private @Nullable Upload at(long number, Phase phase) throws SQLException {
    var upload = uploads.find(number);
    return upload != null && upload.phase() == phase ? upload : null;
  }

  private void next(Upload upload, Applied applied) throws SQLException {
    advance(upload, upload.next(), Long.MIN_VALUE, "", applied);
  }

  private void advance(Upload upload, Phase phase, long key, String customerId, Applied applied)
      throws SQLException {
    advance.setString(1, phase.name());
    advance.setLong(2, key);
    advance.setString(3, customerId);
    advance.setLong(4, applied.added());
    advance.setLong(5, applied.removed());
    advance.setLong(6, applied.unchanged());
    advance.setLong(7, applied.unknown());
    advance.setLong(8, upload.number());
    advance.executeUpdate();
  }
}
