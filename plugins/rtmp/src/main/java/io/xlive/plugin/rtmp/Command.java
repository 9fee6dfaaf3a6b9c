package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A command message (RTMP 1.0 section 7.2).
 *
 * @param name of the procedure
 * @param transaction id that an answer repeats; 0 when none is wanted
 * @param arguments what follows; the first is the command object, often null
 * @param streamId message stream that it came on
 */
record Command(String name, double transaction, List<AmfValue> arguments, int streamId) {

  /**
   * Reads a message of type 20, or of type 17, whose values are AMF0 behind one byte and may switch
   * to AMF3.
   *
   * @throws XliveException when it is malformed
   */
  static Command read(RtmpMessage message) {
    Bytes body = message.payload();
    if (message.type() == MessageType.COMMAND_AMF3 && !body.isEmpty() && body.u8(0) == 0) {
      body = body.from(1);
    }
    List<AmfValue> values = Amf0Reader.readAll(body);
    if (values.isEmpty() || !(values.getFirst() instanceof AmfValue.Text(String name))) {
      throw new XliveException(RtmpError.PROTOCOL_ERROR, "a command without a name");
    }
    double transaction =
        values.size() > 1 && values.get(1) instanceof AmfValue.Number(double number) ? number : 0;
    List<AmfValue> rest = values.size() > 2 ? values.subList(2, values.size()) : List.of();
    return new Command(name, transaction, List.copyOf(rest), message.streamId());
  }

  /** An argument; undefined when it is missing. */
  AmfValue argument(int index) {
    return index < arguments.size() ? arguments.get(index) : AmfValue.UNDEFINED;
  }

  /** An argument that is a string. */
  Optional<String> text(int index) {
    return argument(index) instanceof AmfValue.Text(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** An argument that is a number. */
  OptionalDouble number(int index) {
    return argument(index) instanceof AmfValue.Number(double value)
        ? OptionalDouble.of(value)
        : OptionalDouble.empty();
  }

  /** An argument that is a boolean. */
  Optional<Boolean> flag(int index) {
    return argument(index) instanceof AmfValue.Bool(boolean value)
        ? Optional.of(value)
        : Optional.empty();
  }
}
