package io.xlive.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the JSON body of a request that a stranger sent: bounded in bytes before anything is made
 * of it, and in depth, tokens and numbers as {@link Json} is. Thread-safe.
 */
final class JsonBody {
  private static final int MOST_BYTES = 1 << 20;

  private final ObjectMapper mapper;

  /** Reads as {@link Json} does. */
  JsonBody(Json json) {
    this.mapper = json.mapper();
  }

  /**
   * Reads a body.
   *
   * @throws ClientErrorException when it is too long (413), compressed (415) or beyond the bounds
   *     (400)
   * @throws JsonProcessingException when it is no such JSON
   */
  <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
    if (request.getHeader("Content-Encoding") != null) {
      throw new ClientErrorException(Response.Status.UNSUPPORTED_MEDIA_TYPE);
    }
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    // JSON's null is read as no value at all.
    ObjectReader reader =
        mapper
            .readerFor(type)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    try {
      return Optional.<T>ofNullable(reader.readValue(body))
          .orElseThrow(() -> new ClientErrorException(Response.Status.BAD_REQUEST));
    } catch (StreamReadException | MismatchedInputException told) {
      throw told;
    } catch (JsonProcessingException beyondBounds) {
      throw new ClientErrorException(Response.Status.BAD_REQUEST, beyondBounds);
    }
  }
}
