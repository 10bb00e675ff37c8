package io.riskmesh.profile;

import io.riskmesh.html.HtmlFile;
import io.riskmesh.store.JsonText;

/** Writes a profile as files: the same facts for people and for programs. */
public final class ProfileFile {
  private ProfileFile() {}

  /**
   * Renders one self-contained UTF-8 HTML file, which is also well-formed XML and has no script.
   */
  public static byte[] html(SourceProfile profile) {
    String style = HtmlFile.style() + HtmlFile.resource(ProfileFile.class, "profile.css");
    return HtmlFile.render(ProfileFile.class, "profile.mustache", ProfilePage.of(profile, style));
  }

  /** Returns the profile as JSON; what is undefined or may not be shown is left out. */
  public static byte[] json(SourceProfile profile) {
    return JsonText.bytes(profile);
  }
}
