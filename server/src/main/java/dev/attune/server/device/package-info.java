/// From a user agent to a kind of device, an operating system and a browser.
@NullMarked
package dev.attune.server.device;

import org.jspecify.annotations.NullMarked;
