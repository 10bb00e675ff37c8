package io.riskmesh.profile;

import io.riskmesh.html.HtmlFile;
import io.riskmesh.store.JsonText;

/** A profile as files: the same facts for people and for programs. */
public final class ProfileFile {
  private ProfileFile() {}

  /** One self-contained UTF-8 HTML file, well-formed XML too, without any script. */
  public static byte[] html(SourceProfile profile) {
    String style = HtmlFile.style() + HtmlFile.resource(ProfileFile.class, "profile.css");
    return HtmlFile.render(ProfileFile.class, "profile.mustache", ProfilePage.of(profile, style));
  }

  /** The record as JSON; what may not be told or is undefined is left out. */
  public static byte[] json(SourceProfile profile) {
    return JsonText.bytes(profile);
  }
}
