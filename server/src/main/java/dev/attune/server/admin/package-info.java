/// The admin API under `/admin/v1`: workspaces and their parts, keys, members of segments, profiles
/// and explanations. [dev.attune.server.admin.AdminApi] is what the server wires in.
@NullMarked
package dev.attune.server.admin;

import org.jspecify.annotations.NullMarked;
