/// From an IP address to a country, a region and a city, with files on this machine only.
@NullMarked
package dev.attune.server.place;

import org.jspecify.annotations.NullMarked;
