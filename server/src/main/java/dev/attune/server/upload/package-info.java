/// What an upload of any size consists of: records, and what is wrong with some of them. Read alike
/// by the server and by the command line.
@NullMarked
package dev.attune.server.upload;

import org.jspecify.annotations.NullMarked;
