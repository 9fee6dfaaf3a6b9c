package io.xlive.web;

import io.xlive.hls.HlsStreams;
import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.media.StreamPath;
import io.xlive.stream.Gate;
import jakarta.security.enterprise.credential.Credential;
import java.util.Optional;

/**
 * Lets nobody publish under the name of a programme that renditions make, nor a rendition beside a
 * stream of the programme's name: one would wait unseen for the other's end. Two who come in the
 * same moment still do.
 *
 * @param gate is asked first
 */
record LadderGate(Gate gate, HlsStreams streams) implements Gate {
  @Override
  public String permit(
      Permission permission, StreamPath path, Peer peer, Optional<Credential> credential) {
    String caller = gate.permit(permission, path, peer, credential);
    Optional<String> conflict =
        permission == Permission.PUBLISH ? streams.conflict(path) : Optional.empty();
    if (conflict.isPresent()) {
      throw new XliveException(SpiError.STREAM_BUSY, conflict.get());
    }
    return caller;
  }
}
