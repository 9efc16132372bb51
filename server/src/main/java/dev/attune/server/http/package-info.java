/// HTTP/1.1 for the rest of the server: routes, limits, refusals, draining. Knows no concept of the
/// product, and is the only package that imports Jetty.
///
/// [HttpServer] opens the port, [RouteGroup] and [Route] say what answers where, [Handler] turns a
/// [Request] into a [Response] or throws [Refused], and each group's [ErrorStyle] words whatever is
/// refused.
@NullMarked
package dev.attune.server.http;

import org.jspecify.annotations.NullMarked;
