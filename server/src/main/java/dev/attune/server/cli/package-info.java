/// Subcommands of `attune` that check documents offline or talk to the admin API of a server.
/// [dev.attune.server.cli.Commands] is what the main program registers.
///
/// Exit codes: 0 fine, 1 refused or invalid, 2 wrong usage, 3 no server.
@NullMarked
package dev.attune.server.cli;

import org.jspecify.annotations.NullMarked;
