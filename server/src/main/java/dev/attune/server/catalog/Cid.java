package dev.attune.server.catalog;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What was served, as callers report it back: experience, variation and audience in one text.
///
/// @param experienceId 24 hexadecimal digits, lower case
/// @param audienceId upper-case hexadecimal
public record Cid(String experienceId, String variationId, String audienceId) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{24})_F_T_WP_AB_([1-9][0-9]{0,5})_P_0_AU_([0-9A-F]{1,8})");

  /// Null when the text is no cid.
  public static @Nullable Cid parse(String text) {
    var match = FORM.matcher(text);
    return match.matches() ? new Cid(match.group(1), match.group(2), match.group(3)) : null;
  }

  public String text() {
    return experienceId + "_F_T_WP_AB_" + variationId + "_P_0_AU_" + audienceId;
  }
}
