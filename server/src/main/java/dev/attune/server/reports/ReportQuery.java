package dev.attune.server.reports;

import dev.attune.engine.attribution.Attribution;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What is asked of a report.
///
/// @param from the first day, of the workspace's time zone; null for the first with anything on it
/// @param to the day after the last
/// @param audience only this one, by its id; null for all
/// @param attribution for all goals; null for each goal's own
public record ReportQuery(
    @Nullable LocalDate from,
    LocalDate to,
    Interval interval,
    @Nullable String audience,
    @Nullable Attribution attribution) {}
