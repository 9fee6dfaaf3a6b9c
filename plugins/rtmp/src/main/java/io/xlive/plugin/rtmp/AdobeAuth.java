package io.xlive.plugin.rtmp;

/**
 * The user and password scheme of old encoders ({@code authmod=adobe}, {@code authmod=llnw}). Its
 * answer can only be checked by a server that keeps passwords in clear or as MD5, so it is refused,
 * in the words that encoders show to people.
 */
final class AdobeAuth {
  private AdobeAuth() {}

  static String refusal(String app) {
    String module = app.contains("authmod=llnw") ? "llnw" : "adobe";
    return "[ AccessManager.Reject ] : [ authmod="
        + module
        + " ] : ?reason=authfailed&opaque=none : this server cannot check "
        + module
        + " passwords; put ?user=NAME&pass=PASSWORD or ?key=KEY behind the stream name";
  }
}
