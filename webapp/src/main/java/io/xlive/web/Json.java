package io.xlive.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.xlive.spi.media.StreamPath;

/** The one way of writing and reading JSON: snake_case, unknown fields refused. Thread-safe. */
public final class Json {
  private static final int DEEPEST = 32;
  private static final int MOST_TOKENS = 10_000;
  private static final int LONGEST_NUMBER = 1_000;

  private final ObjectMapper mapper =
      JsonMapper.builder(bounded())
          .addModule(new Jdk8Module())
          .addModule(
              new SimpleModule().addSerializer(StreamPath.class, ToStringSerializer.instance))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  /** A parser that refuses what no honest request of ours holds, before it is built. */
  private static JsonFactory bounded() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxTokenCount(MOST_TOKENS)
                .maxNumberLength(LONGEST_NUMBER)
                .build())
        .build();
  }

  /** For the JAX-RS provider. */
  ObjectMapper mapper() {
    return mapper;
  }

  /** A value as text. */
  public String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      // Only our own records come here.
      throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
    }
  }
}
