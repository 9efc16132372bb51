package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Deletes uploads, or ids in them, on the writing connection.
final class EraseUploads {
  private final Slots slots;
  private final Uploads uploads;
  private final PreparedStatement deleteParts;
  private final PreparedStatement deleteMembers;
  private final PreparedStatement deleteMember;
  private final PreparedStatement delete;
  private final PreparedStatement ofWorkspace;
  private final PreparedStatement old;
  private final PreparedStatement readParts;
  private final PreparedStatement updatePart;

  EraseUploads(Connection connection, Slots slots) throws SQLException {
    this.slots = slots;
    uploads = new Uploads(connection, slots);
    deleteParts = connection.prepareStatement("DELETE FROM upload_part WHERE upload = ?");
    deleteMembers =
        connection.prepareStatement(
            """
            DELETE FROM upload_member WHERE upload = ?1 AND (person, customer_id) IN
              (SELECT person, customer_id FROM upload_member WHERE upload = ?1
               ORDER BY person, customer_id LIMIT ?2)
            """);
    deleteMember =
        connection.prepareStatement(
            "DELETE FROM upload_member WHERE upload = ? AND person = ? AND customer_id = ?");
    delete = connection.prepareStatement("DELETE FROM upload WHERE number = ?");
    ofWorkspace = connection.prepareStatement("SELECT number FROM upload WHERE workspace = ?");
    old =
        connection.prepareStatement(
            "SELECT number FROM upload WHERE begun < ? AND phase IN ('STAGING', 'DONE')");
    readParts = connection.prepareStatement("SELECT number, ids FROM upload_part WHERE upload = ?");
    updatePart = connection.prepareStatement("UPDATE upload_part SET ids = ? WHERE number = ?");
  }

  /// Deletes an upload that nobody applied, with the parts it has.
  boolean discard(long number) throws SQLException {
    var upload = uploads.find(number);
    if (upload != null && upload.phase() == Upload.Phase.STAGING) {
      forget(number);
    }
    return true;
  }

  /// Deletes some of what there is of a workspace's uploads.
  ///
  /// @return whether there may be more
  boolean purge(long workspace, int most) throws SQLException {
    for (long number : numbers(workspace)) {
      if (members(number, most) < most) {
        forget(number);
      }
      return true;
    }
    return false;
  }

  /// Deletes the uploads that were begun before then and will not be applied any more, or are.
  ///
  /// @param begun in epoch milliseconds
  boolean forgetOld(long begun) throws SQLException {
    var numbers = new ArrayList<Long>();
    old.setLong(1, begun);
    try (var rows = old.executeQuery()) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    for (long number : numbers) {
      forget(number);
    }
    return true;
  }

  /// Takes ids out of whatever upload of the workspace they are in.
  void erase(long workspace, List<String> customerIds) throws SQLException {
    for (long number : numbers(workspace)) {
      for (var id : customerIds) {
        deleteMember.setLong(1, number);
        deleteMember.setLong(2, slots.person(workspace, id));
        deleteMember.setString(3, id);
        deleteMember.executeUpdate();
      }
      eraseFromParts(number, customerIds);
    }
  }

  private void eraseFromParts(long number, List<String> customerIds) throws SQLException {
    var parts = new HashMap<Long, byte[]>();
    readParts.setLong(1, number);
    try (var rows = readParts.executeQuery()) {
      while (rows.next()) {
        var ids = uploads.decoded(rows.getBytes(2));
        if (ids.removeAll(customerIds)) {
          parts.put(rows.getLong(1), EditUploads.part(ids));
        }
      }
    }
    for (var each : parts.entrySet()) {
      updatePart.setBytes(1, each.getValue());
      updatePart.setLong(2, each.getKey());
      updatePart.executeUpdate();
    }
  }

  private List<Long> numbers(long workspace) throws SQLException {
    var numbers = new ArrayList<Long>();
    ofWorkspace.setLong(1, workspace);
    try (var rows = ofWorkspace.executeQuery()) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  /// With its parts; it has no members any more.
  private void forget(long number) throws SQLException {
    deleteParts.setLong(1, number);
    deleteParts.executeUpdate();
    delete.setLong(1, number);
    delete.executeUpdate();
  }

  /// @return how many were deleted
  int members(long number, int most) throws SQLException {
    deleteMembers.setLong(1, number);
    deleteMembers.setInt(2, most);
    return deleteMembers.executeUpdate();
  }
}
