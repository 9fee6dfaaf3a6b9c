package io.xlive.spi.ingest;

import io.xlive.spi.Listening;
import io.xlive.spi.Service;
import java.util.List;

/**
 * Turns sockets into publications. Started last, stopped first; stop ends every publication it
 * made.
 */
public interface Ingest extends Service {
  /** What is open, after start. */
  List<Listening> listening();
}
