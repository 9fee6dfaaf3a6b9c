package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmcdTest {
  private static final Cmcd WHOLE =
      new Cmcd(
          Optional.of("6e2fb550-c457-11e9-bb97-0800200c9a66"),
          true,
          true,
          OptionalInt.of(21_300),
          OptionalInt.of(25_400),
          OptionalInt.of(15_000),
          Optional.of(Cmcd.Format.HLS),
          Optional.of(true));

  /** As hls.js and dash.js write it, with keys that are not used here among them. */
  @Test
  void allKeysOfAQuery() {
    String value =
        "bl%3D21300%2Cbr%3D3200%2Cbs%2Ccid%3D%22a%2Cb%5C%22c%22%2Ccom.example-x%3D1.5%2Cd%3D4004"
            + "%2Cmtp%3D25400%2Cnor%3D%22..%252F300kbps%252Fsegment35.m4v%22%2Cot%3Dv%2Crtp%3D15000"
            + "%2Csf%3Dh%2Csid%3D%226e2fb550-c457-11e9-bb97-0800200c9a66%22%2Cst%3Dl%2Csu%2Ctb%3D6000";
    assertThat(Cmcd.encoded(value)).contains(WHOLE);
  }

  @Test
  void allKeysOfHeaders() {
    String object = "br=3200,d=4004,ot=v,tb=6000";
    String request = "bl=21300,mtp=25400,su";
    String session = "sf=h,sid=\"6e2fb550-c457-11e9-bb97-0800200c9a66\",st=l";
    assertThat(Cmcd.read(String.join(", ", object, request, session, "bs,rtp=15000")))
        .contains(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "bl=1,",
        ",bl=1",
        "bl",
        "bl=",
        "bl=-1",
        "bl=1.5",
        "bl=1000000000",
        "bl=\"1\"",
        "bl=1,bl=2",
        "mtp=x",
        "rtp=0x1",
        "bs=true",
        "bs=false",
        "bs=",
        "su=\"\"",
        "sf=x",
        "sf=\"h\"",
        "st=live",
        "sid=x",
        "sid=\"\"",
        "sid=\"x",
        "sid=\"x\\",
        "sid=\"x\"y",
        "sid=\"\u0001\"",
        "sid=\"\u00e4\"",
        "sid=\"12345678901234567890123456789012345678901234567890123456789012345\"",
        "a=b c",
        "a=",
        "=b",
        "<script>"
      })
  void whatIsMalformedIsNotRead(String text) {
    assertThat(Cmcd.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bl=0",
        "bl=999999999",
        "sid=\"1234567890123456789012345678901234567890123456789012345678901234\"",
        "sid=\"a\\\"b\\\\c\"",
        "unknown",
        "unknown=\"x,y=z\",bs"
      })
  void whatIsJustWellFormedIs(String text) {
    assertThat(Cmcd.read(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bl%", "bl%3", "bl%3D1%", "bl%3D1%2", "bl%GG1", "bl%3D1%2Cx%00"})
  void whatIsNotEncodedIsNotRead(String value) {
    assertThat(Cmcd.encoded(value)).isEmpty();
  }

  @Test
  void lengthIsBounded() {
    String most = "bs,x=" + "y".repeat(Cmcd.LONGEST - 5);
    assertThat(Cmcd.read(most)).isPresent();
    assertThat(Cmcd.encoded(most)).isPresent();
    assertThat(Cmcd.read(most + "y")).isEmpty();
    assertThat(Cmcd.encoded(most + "y")).isEmpty();
  }

  @Test
  void anythingIsReadOrRefused() {
    Random random = new Random(5004);
    String alphabet = "bslumtprfdhvi=,\"\\%0123 \u0000\u00ff";
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(24); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      read += Cmcd.read(text.toString()).isPresent() ? 1 : 0;
      read += Cmcd.encoded(text.toString()).isPresent() ? 1 : 0;
    }
    assertThat(read).isPositive();
  }
}
